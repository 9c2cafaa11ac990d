package dev.restorebot.bot.chat;

import dev.restorebot.commands.desk.Reply;

/// What somebody has just typed or pressed, for as long as their chat lets it be answered. Nothing of it is kept: after a restart
/// it is [#OVER]. Thread-safe; each call that reaches the chat blocks for one attempt.
public interface Interaction {
  /// It can no longer be answered.
  Interaction OVER = new Interaction() {
    @Override
    public void awaitAcknowledgement() {
      // It was acknowledged long ago.
    }

    @Override
    public boolean tell(Reply reply) {
      return false;
    }

    @Override
    public Showing show(Form form) {
      return Showing.OVER;
    }
  };

  /// Blocks until the chat was told that it was taken, and for no longer than that is worth while: nobody should read what came of
  /// something before they read that it was taken.
  void awaitAcknowledgement();

  /// Tells the person alone.
  ///
  /// @return false if that way is closed, or did not work
  boolean tell(Reply reply);

  /// Shows the person a form, in a chat that can after it has acknowledged.
  Showing show(Form form);

  /// What became of a form.
  enum Showing {
    /// The person sees it.
    SHOWN,
    /// The chat did not show it.
    NOT_SHOWN,
    /// It is too late for one.
    OVER
  }
}
