/// Pictures for Slack.
@NullMarked
package dev.restorebot.bot.slack.picture;

import org.jspecify.annotations.NullMarked;
