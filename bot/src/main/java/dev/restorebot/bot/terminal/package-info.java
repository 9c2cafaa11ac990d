/// The sandbox in a terminal: a script that is played, or a session with a person.
@NullMarked
package dev.restorebot.bot.terminal;

import org.jspecify.annotations.NullMarked;
