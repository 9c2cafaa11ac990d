/// How Slack comes in: over a socket that the bot opens, or over HTTP. Both doors hand what comes to one Bolt app and
/// acknowledge it whatever becomes of it.
///
/// The socket is not the one of Slack's SDK: that opens another at every `disconnect` and drops the one before it with all
/// that is under way on it, goes on for ever against an app whose Socket Mode is switched off, and shows no pings. The
/// signature is not checked by Bolt, which takes any time in the future and compares in a time that tells how much was right.
@NullMarked
package dev.restorebot.bot.slack.door;

import org.jspecify.annotations.NullMarked;
