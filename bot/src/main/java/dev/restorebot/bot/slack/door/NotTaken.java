package dev.restorebot.bot.slack.door;

import com.slack.api.bolt.request.Request;

/// Hears what was acknowledged although the bot could not take it, to tell the person so in private: Slack shows nobody that
/// a click came to nothing. A slash command has its answer already. Thread-safe; called after the acknowledgement, may block.
@FunctionalInterface
public interface NotTaken {
  /// Nothing of `request` was or will be done, unless its handler failed after it had begun.
  void tell(Request<?> request);
}
