/// Pictures that stand beside an answer.
@NullMarked
package dev.restorebot.bot.chat.picture;

import org.jspecify.annotations.NullMarked;
