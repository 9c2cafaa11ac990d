/// Makes Slack's blocks of messages, cards, answers and questions that know no chat. Pure: nothing here talks to Slack.
///
/// Nothing is ever written in Slack's markup: headlines are plain text and the rest is rich text, whose elements are text by
/// construction. People are shown by `user` elements, made only of ids that are known ([dev.restorebot.bot.chat.text.Mentionable]), and never in somebody's own
/// words. What cannot be seen, or could reorder what is said, is written out ([dev.restorebot.text.Visible]).
@NullMarked
package dev.restorebot.bot.slack.block;

import org.jspecify.annotations.NullMarked;
