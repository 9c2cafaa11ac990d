package dev.restorebot.knot;

/// Asks a running knot itself, inside its pod, whether somebody may push. The knot answers there alone
/// (`GET /push-allowed` of its internal API). Blocks for at most some seconds, never throws, changes nothing; thread-safe.
public interface PushGate {
  /// Whether `did` may push to `repository`.
  ///
  /// @param repository the path of its folder below the folder of repositories
  Answer allowed(String did, String repository);

  /// What the knot said.
  sealed interface Answer {
    /// A push is let in.
    record Allowed() implements Answer {}

    /// A push is refused.
    record Denied() implements Answer {}

    /// It could not be asked, which says nothing.
    record Unknown(String reason) implements Answer {}
  }
}
