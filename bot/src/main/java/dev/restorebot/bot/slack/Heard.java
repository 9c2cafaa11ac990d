package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.commands.thread.Button;

/// What a person said in Slack, kept until it is answered. It holds no token and no address to answer to.
sealed interface Heard {
  /// Who.
  Person by();

  /// The channel in which they said it.
  String channel();

  /// They typed a command.
  record Typed(Person by, String channel, String text) implements Heard {}

  /// They pressed a button and, where a form asked for it, wrote something.
  ///
  /// @param typed what they typed to confirm; empty if nothing
  /// @param reason why; empty if nothing
  record Pressed(Person by, String channel, Button.Action action, String typed, String reason) implements Heard {}

  /// They pressed a button that needs a form, which is then to be shown to them.
  record Opened(Person by, String channel, Button.Action action) implements Heard {}
}
