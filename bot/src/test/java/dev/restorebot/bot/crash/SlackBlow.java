package dev.restorebot.bot.crash;

/// When a bot that is talked to in Slack stands still, to be killed there.
enum SlackBlow {
  /// It never does.
  NONE,
  /// What was said is not in the inbox.
  BEFORE_KEPT,
  /// What was said is in the inbox, and not acknowledged.
  AFTER_KEPT,
  /// What was said is about to have its effect: the request or the choice is not in the journal.
  BEFORE_EFFECT,
  /// What was said has had its effect, and is still open in the inbox.
  AFTER_EFFECT,
  /// A message is in Slack, and the journal does not say so.
  BEFORE_POSTED
}
