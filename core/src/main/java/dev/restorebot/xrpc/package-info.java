/// XRPC, the protocol of atproto over HTTP: one question, one bounded answer. Nothing that comes back is trusted.
@NullMarked
package dev.restorebot.xrpc;

import org.jspecify.annotations.NullMarked;
