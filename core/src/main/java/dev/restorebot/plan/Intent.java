package dev.restorebot.plan;

import dev.restorebot.service.AmendmentWords;
import dev.restorebot.snapshot.Selector;

/// What a run is for.
public sealed interface Intent {
  /// Something is done with a snapshot.
  sealed interface OfSnapshot extends Intent {
    /// Which one.
    Selector selector();

    /// Which state of mirrors to take with it.
    Mirrors mirrors();
  }

  /// To put a snapshot in the place of the service's data, with the approvals it takes.
  record Restore(Selector selector, Mirrors mirrors, Reach reach) implements OfSnapshot {}

  /// To change the service's own data as its kind knows to, with the approvals it takes. No backup is used.
  ///
  /// @param words what it is called
  record Amend(AmendmentWords words, Reach reach) implements Intent {}

  /// To restore a snapshot into scratch space, to prove that it could be done. Nobody's volume is touched, so nobody has to approve.
  record Drill(Selector selector, Mirrors mirrors) implements OfSnapshot {}

  /// How far to go.
  enum Reach {
    /// To the end.
    WHOLE,
    /// To the plan, which is shown.
    PLAN
  }

  /// Which state of mirrors to take, which have no timestamp.
  enum Mirrors {
    /// What is in the bucket.
    NOW,
    /// The versions that were in the bucket when the snapshot was made.
    AS_OF_SNAPSHOT
  }

  /// True if data of the service would be changed.
  default boolean changes() {
    return switch (this) {
      case Restore(_, _, var reach) -> reach == Reach.WHOLE;
      case Amend(_, var reach) -> reach == Reach.WHOLE;
      case Drill _ -> false;
    };
  }
}
