/// Messages as Slack gets them: golden JSON beside each kind of message, and every limit at its edge.
@NullMarked
package dev.restorebot.bot.slack.block;

import org.jspecify.annotations.NullMarked;
