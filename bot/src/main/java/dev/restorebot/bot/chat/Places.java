package dev.restorebot.bot.chat;

import java.util.List;

/// The channels of one chat in which the bot works.
///
/// @param chat what the chat is called in the journal, and in front of its names for people and places: `slack`
/// @param channels their ids; the first is where runs go that were not asked for in this chat
public record Places(String chat, List<String> channels) {
  /// @throws IllegalArgumentException if there is no channel
  public Places {
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("at least one channel is needed");
    }
  }

  /// The chat of a person or place, as the journal has it; empty if it names none.
  static String chatOf(String where) {
    return where.substring(0, Math.max(0, where.indexOf(':')));
  }

  /// The channel for what was asked for at `where`, as the journal has it.
  public String channel(String where) {
    var channel = chatOf(where).equals(chat) ? where.substring(chat.length() + 1) : "";
    return channels.contains(channel) ? channel : home();
  }

  /// The channel for what nobody has asked for.
  public String home() {
    return channels.getFirst();
  }

  /// The journal's name for `channel`.
  public String where(String channel) {
    return chat + ":" + channel;
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
