/// Work side by side, with an order and an end.
@NullMarked
package dev.restorebot.concurrent;

import org.jspecify.annotations.NullMarked;
