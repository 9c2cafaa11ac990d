package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;

/// Asks a program where it answers nobody but its own pod: over HTTP, on the loopback address inside. Blocks for at most some
/// seconds, never throws, changes nothing; thread-safe.
public interface Inside {
  /// How much of an answer's body is kept, in bytes.
  int LIMIT = 64 * 1024;

  /// What the workload's program says to `GET pathAndQuery` at `port`, asked in one of its pods that is ready.
  ///
  /// @param pathAndQuery as it stands in a request: begins with a slash, and is encoded
  Answer get(WorkloadRef ref, int port, String pathAndQuery);

  /// What came of it.
  sealed interface Answer {
    /// The program answered.
    ///
    /// @param body as UTF-8, cut to [#LIMIT]
    record Answered(int status, String body) implements Answer {}

    /// The cluster does not let restorebot in.
    record NotAllowed(String reason) implements Answer {}

    /// There was no answer: no pod is ready, nothing listens there, or it took too long.
    record Unreachable(String reason) implements Answer {}
  }
}
