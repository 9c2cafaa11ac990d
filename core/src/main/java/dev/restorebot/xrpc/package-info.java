/// Talks to PDS, relays and knots over HTTP. Nothing that comes back is trusted.
@NullMarked
package dev.restorebot.xrpc;

import org.jspecify.annotations.NullMarked;
