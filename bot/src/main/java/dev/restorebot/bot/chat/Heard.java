package dev.restorebot.bot.chat;

import dev.restorebot.approval.Person;
import dev.restorebot.commands.Command;
import dev.restorebot.commands.thread.Button;

/// What a person said in a chat, kept until it is answered. It holds no token and no address to answer to.
sealed interface Heard {
  /// Who.
  Person by();

  /// The channel in which they said it.
  String channel();

  /// They gave a command. What it means was found when they said it, and stays so however much later it is worked off.
  ///
  /// @param text as it was typed, or stood for by a button
  /// @param echo what the person was told that it means
  record Said(Person by, String channel, How how, String text, Command command, String echo) implements Heard {}

  /// How a command was given.
  enum How {
    TYPED, PRESSED
  }

  /// They pressed a button that decides something and, where a form asked for it, wrote something.
  ///
  /// @param typed what they typed to confirm; empty if nothing
  /// @param reason why; empty if nothing
  record Pressed(Person by, String channel, Button.Action action, String typed, String reason) implements Heard {}

  /// They pressed a button that needs a form, which is then to be shown to them.
  record Opened(Person by, String channel, Button.Action action) implements Heard {}
}
