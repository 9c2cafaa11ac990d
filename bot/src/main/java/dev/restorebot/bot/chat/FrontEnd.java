package dev.restorebot.bot.chat;

import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.commands.desk.Reply;

/// A chat, as the bot needs it. It knows how things look and travel there, and decides nothing. Asks its chat for nothing before
/// it is opened. Thread-safe.
///
/// Each call that reaches the chat blocks for as long as one attempt takes, and throws nothing because of the network.
public interface FrontEnd extends AutoCloseable {
  /// What people call the chat: `Slack`.
  String title();

  /// Its messages.
  ChatMessages messages();

  /// Who is in the groups that it knows. Asked about its own people only.
  Groups groups();

  /// When it can show a form.
  FormTime formTime();

  /// Tells `person` alone, who cannot be answered through what they typed or pressed, or no longer. A chat without another way says
  /// it where others read it, for people must know; nothing that must last goes this way, since no chat promises that it arrives.
  ///
  /// @param channel where they said something
  void tell(Person person, String channel, Reply reply);

  /// Lets people in: from now on what they type and press goes to `intake`. Returns at once, whether the chat can be reached or not.
  Door open(Intake intake);

  /// Ends what has to do with the chat; the door is closed before.
  @Override
  void close();

  /// When a chat can show a form to somebody who pressed a button.
  enum FormTime {
    /// For a while after the press was acknowledged.
    AFTER_ACKNOWLEDGEMENT,
    /// As the first answer to the press, and never later.
    FIRST_ANSWER
  }
}
