/// Terminals that talk to a bot in another process on the same machine, when there is no chat or it is down.
@NullMarked
package dev.restorebot.bot.console;

import org.jspecify.annotations.NullMarked;
