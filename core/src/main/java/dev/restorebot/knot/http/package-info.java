/// Asks a knot over HTTP. Nothing that comes back is trusted.
@NullMarked
package dev.restorebot.knot.http;

import org.jspecify.annotations.NullMarked;
