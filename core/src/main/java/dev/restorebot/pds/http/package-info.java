/// Asks a PDS, relays and the directory of DIDs over HTTP. Nothing that comes back is trusted.
@NullMarked
package dev.restorebot.pds.http;

import org.jspecify.annotations.NullMarked;
