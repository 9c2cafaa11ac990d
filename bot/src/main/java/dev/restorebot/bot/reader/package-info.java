/// The process that opens backups: what is in them may have been made to harm whoever opens them, so it is a process of its own, without
/// the bot's tokens and keys, that may have little memory and little time.
@NullMarked
package dev.restorebot.bot.reader;

import org.jspecify.annotations.NullMarked;
