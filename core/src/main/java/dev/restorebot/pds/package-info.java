/// The kind of service that is an atproto PDS: its accounts, its sequencer, the relays that follow it, and the checks.
@NullMarked
package dev.restorebot.pds;

import org.jspecify.annotations.NullMarked;
