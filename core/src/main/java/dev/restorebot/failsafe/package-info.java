/// Retries with back-off, through Failsafe.
@NullMarked
package dev.restorebot.failsafe;

import org.jspecify.annotations.NullMarked;
