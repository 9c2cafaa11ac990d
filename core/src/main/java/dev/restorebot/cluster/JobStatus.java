package dev.restorebot.cluster;

import java.time.Duration;

/// How a Job stands.
public sealed interface JobStatus {
  /// There is no Job of that name.
  record Absent() implements JobStatus {}

  /// There is one of that name that is not this Job.
  ///
  /// @param whose what it is, for people
  record Foreign(String whose) implements JobStatus {}

  /// It is there and has not ended.
  record Active() implements JobStatus {}

  /// It is there, and the cluster cannot start its program. Until it is deleted, that may still happen.
  ///
  /// @param why what the cluster says
  /// @param hint the next move
  record Stuck(String why, String hint) implements JobStatus {}

  /// It ended well.
  ///
  /// @param message its termination message
  record Succeeded(String message) implements JobStatus {}

  /// It ended badly, or its process is gone.
  ///
  /// @param message its termination message; empty if it was killed before it could write one
  /// @param end what the cluster says became of it
  record Failed(String message, End end) implements JobStatus {
    /// One of which the cluster does not say why it ended.
    public Failed(String message) {
      this(message, End.UNEXPLAINED);
    }
  }

  /// What became of a Job that ended badly.
  ///
  /// @param how said after its name: `was evicted: the node was low on memory`
  /// @param hint the next move
  /// @param again whether another attempt may fare better
  record End(String how, String hint, Again again) {
    /// Nobody knows why.
    public static final End UNEXPLAINED =
        new End("ended without a report; it was killed", "See why its pod is killed (memory, eviction, node).",
            Again.TRY);

    /// One that was ended since it took longer than it may.
    ///
    /// @param within how long it had
    /// @param longest how long any may have
    public static End late(Duration within, Duration longest) {
      return new End("took longer than its deadline of " + words(within) + " and was ended",
          within.compareTo(longest) < 0
              ? "See why the volume is slow. Another attempt has twice the time, and goes on from where this one was."
              : "Raise `worker.deadline` in the configuration, then ask again.",
          Again.POINTLESS);
    }

    private static String words(Duration duration) {
      if (duration.equals(Duration.ofHours(duration.toHours()))) {
        return duration.toHours() == 1 ? "1 hour" : duration.toHours() + " hours";
      }
      return duration.equals(Duration.ofMinutes(duration.toMinutes()))
          ? duration.toMinutes() + " minutes"
          : duration.toSeconds() + " seconds";
    }
  }

  /// Whether it is worth while to start the same Job again.
  enum Again {
    /// What ended it may not happen again.
    TRY,
    /// It would end the same way.
    POINTLESS
  }
}
