/// What workers of earlier versions left on volumes, and this one goes on with.
@NullMarked
package dev.restorebot.worker;

import org.jspecify.annotations.NullMarked;
