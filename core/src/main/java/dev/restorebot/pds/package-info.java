/// The kind `pds`: an atproto PDS with its account, sequencer and did_cache databases. Actor stores and signing keys are
/// in no backup, so they are only ever looked at.
@NullMarked
package dev.restorebot.pds;

import org.jspecify.annotations.NullMarked;
