package dev.restorebot.bot.slack.fake;

import java.time.Instant;
import java.util.Map;

/// A call of the Web API, in the order they came. Immutable.
///
/// @param arguments without tokens
/// @param outcome `ok`, an error as `channel_not_found`, or an HTTP status as `500`
/// @param answer what was answered, as JSON
/// @param lost whether it was done but not answered
public record Call(Instant at, String method, Map<String, String> arguments, String outcome, String answer,
    boolean lost) {
  /// Copies the arguments.
  public Call {
    arguments = Map.copyOf(arguments);
  }

  /// Empty if it was not given.
  public String argument(String name) {
    return arguments.getOrDefault(name, "");
  }
}
