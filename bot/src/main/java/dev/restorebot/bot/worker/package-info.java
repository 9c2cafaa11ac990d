/// The process around a worker: its environment, its output and its exit code.
@NullMarked
package dev.restorebot.bot.worker;

import org.jspecify.annotations.NullMarked;
