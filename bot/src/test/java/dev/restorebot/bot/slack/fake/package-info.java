/// A Slack of the tests' own: a real local server that Bolt connects to as it would to Slack, with the people who type and
/// click there, and the misfortunes that befall it.
@NullMarked
package dev.restorebot.bot.slack.fake;

import org.jspecify.annotations.NullMarked;
