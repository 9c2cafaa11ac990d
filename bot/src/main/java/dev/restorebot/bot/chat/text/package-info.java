/// Lines of a message, before a chat gives them its look: who is mentioned, what is a command, what are somebody's own words, and what of it
/// all fits.
@NullMarked
package dev.restorebot.bot.chat.text;

import org.jspecify.annotations.NullMarked;
