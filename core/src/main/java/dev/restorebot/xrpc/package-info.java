/// Talks to PDS and relays over HTTP. Nothing that comes back is trusted.
@NullMarked
package dev.restorebot.xrpc;

import org.jspecify.annotations.NullMarked;
