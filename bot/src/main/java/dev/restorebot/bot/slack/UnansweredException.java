package dev.restorebot.bot.slack;

import dev.restorebot.bot.slack.WebApi.Outcome;

/// Slack did not tell what a person is. The message says why, for people.
final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String message) {
    super(message);
  }

  /// What Slack answered.
  ///
  /// @throws UnansweredException if it refused, or did not answer
  static <T> T unlessDone(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done(var response) -> response;
      case Outcome.Refused<T> refused -> throw new UnansweredException("Slack said " + refused.why());
      case Outcome.Away(var later) -> throw new UnansweredException(later.why());
    };
  }
}
