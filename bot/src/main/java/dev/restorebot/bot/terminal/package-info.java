/// Terminals: a person at a real bot, and the sandbox as a script that is played or a session.
@NullMarked
package dev.restorebot.bot.terminal;

import org.jspecify.annotations.NullMarked;
