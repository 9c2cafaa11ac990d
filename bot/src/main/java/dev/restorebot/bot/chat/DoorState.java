package dev.restorebot.bot.chat;

import java.time.Instant;

/// Whether a chat reaches the bot.
public sealed interface DoorState {
  /// Since when it is so.
  Instant since();

  /// Not yet, or not now: it is tried again within half a minute.
  ///
  /// @param why what kept it from succeeding, for operators
  record Connecting(Instant since, String why) implements DoorState {}

  /// It does.
  record Open(Instant since) implements DoorState {}

  /// The chat will not have it until somebody changes its configuration: tried again every 15 minutes only, or when asked.
  ///
  /// @param why what it said and what to do about it, for operators
  record Disabled(Instant since, String why) implements DoorState {}
}
