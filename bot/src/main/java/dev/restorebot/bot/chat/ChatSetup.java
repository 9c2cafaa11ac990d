package dev.restorebot.bot.chat;

import java.util.Set;
import java.util.function.Function;

/// A chat as an operator has set it up.
///
/// @param mirrors true if runs are shown there that were asked for in another chat
/// @param front makes its front end, which may name whom the registry knows
public record ChatSetup(Places places, boolean mirrors, ChatClocks clocks, Function<MentionRegistry, FrontEnd> front) {
  /// What the chat is called in the journal.
  String name() {
    return places.chat();
  }

  /// Whether a run is shown there: one that was asked for there, or in no chat of this bot, and any if it mirrors.
  ///
  /// @param where where it was asked for, as the journal has it
  /// @param chats what the chats of this bot are called
  boolean shows(String where, Set<String> chats) {
    var asked = Places.chatOf(where);
    return mirrors || asked.equals(name()) || !chats.contains(asked);
  }
}
