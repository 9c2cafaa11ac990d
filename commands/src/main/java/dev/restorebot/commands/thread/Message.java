package dev.restorebot.commands.thread;

/// One message of a run, as it should be now.
///
/// @param anchor the number of the journal's entry that began it; what tells it from the run's other messages
public record Message(long anchor, Role role, Content content) {
  /// What a message is to those who read it.
  public enum Role {
    /// The run at a glance, in the channel; everything else is in its thread.
    CARD,
    /// People must decide.
    GATE,
    /// How it ended.
    OUTCOME,
    /// What everybody in the channel must see, not only those who read the thread.
    ANNOUNCEMENT,
    /// A step, while it is under way and when it has ended.
    STEP,
    /// Something to know.
    NOTE;

    /// True if somebody waits for it: it is never kept back for the sake of others.
    public boolean urgent() {
      return this == GATE || this == OUTCOME || this == ANNOUNCEMENT;
    }
  }
}
