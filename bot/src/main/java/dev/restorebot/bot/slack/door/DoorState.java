package dev.restorebot.bot.slack.door;

import java.time.Instant;

/// Whether Slack reaches the bot.
public sealed interface DoorState {
  /// Since when it is so.
  Instant since();

  /// Not yet, or not now: it is tried again within half a minute.
  ///
  /// @param why what kept it from succeeding, for operators
  record Connecting(Instant since, String why) implements DoorState {}

  /// It does.
  record Open(Instant since) implements DoorState {}

  /// Slack will not have it until somebody changes its configuration: tried again every 15 minutes only, or when asked.
  ///
  /// @param why what Slack said and what to do about it, for operators
  record Disabled(Instant since, String why) implements DoorState {}
}
