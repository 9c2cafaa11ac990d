package dev.restorebot.cluster;

import dev.restorebot.service.WorkloadRef;

/// Asks a program where it answers nobody but its own pod: over HTTP, on the loopback address inside. Thread-safe.
public interface PodExec {
  /// How long the body of an answer may be, in bytes; a longer answer counts as none.
  int LIMIT = 64 * 1024;

  /// Begins to ask the workload's program at `port`, in one of its pods that is ready. Returns at once: the way in is found with
  /// the first question, and is the same for all that follow.
  Visit visit(WorkloadRef ref, int port);

  /// Questions in a row, or side by side, that are asked by the same way. Thread-safe.
  interface Visit extends AutoCloseable {
    /// What the program says to `GET pathAndQuery`. Blocks for some seconds, and where the cluster itself hangs for up to a
    /// minute; never throws, changes nothing.
    ///
    /// @param pathAndQuery as it stands in a request: begins with a slash, and is encoded
    ExecResult get(String pathAndQuery);

    /// Gives the way up. Never throws; repeating it does no harm.
    @Override
    void close();
  }

  /// What came of a question.
  sealed interface ExecResult {
    /// The program answered.
    ///
    /// @param body as UTF-8
    record Answered(int status, String body) implements ExecResult {}

    /// The cluster does not let restorebot in.
    record NotAllowed(String reason) implements ExecResult {}

    /// There was no answer: no pod is ready, nothing listens there, it took too long, or it was too long.
    record Unreachable(String reason) implements ExecResult {}
  }
}
