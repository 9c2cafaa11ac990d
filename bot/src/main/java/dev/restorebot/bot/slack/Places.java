package dev.restorebot.bot.slack;

import java.util.List;

/// The channels in which the bot works.
///
/// @param channels their ids; the first is where runs go that were not asked for in Slack
record Places(List<String> channels) {
  private static final String PREFIX = SlackMessages.NAME + ":";

  Places {
    channels = List.copyOf(channels);
  }

  /// The channel for what was asked for at `where`, as the journal has it.
  String channel(String where) {
    var channel = where.startsWith(PREFIX) ? where.substring(PREFIX.length()) : "";
    return channels.contains(channel) ? channel : channels.getFirst();
  }

  /// The channel for what nobody has asked for.
  String home() {
    return channels.getFirst();
  }

  /// The journal's name for `channel`.
  static String where(String channel) {
    return PREFIX + channel;
  }

  /// All of them, for people.
  String names() {
    return String.join(", ", channels);
  }

  /// True if the bot works in `channel`.
  boolean has(String channel) {
    return channels.contains(channel);
  }
}
