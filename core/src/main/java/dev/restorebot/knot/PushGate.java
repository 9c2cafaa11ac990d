package dev.restorebot.knot;

/// Asks a running knot itself, inside its pod, whether somebody may push. The knot answers there alone
/// (`GET /push-allowed` of its internal API). Thread-safe.
public interface PushGate {
  /// Begins to ask; returns at once.
  Round round();

  /// Questions of one round of checks. Thread-safe.
  interface Round extends AutoCloseable {
    /// Whether `did` may push to `repository`. Blocks for some seconds, and where the cluster itself hangs for up to a
    /// minute; never throws, changes nothing.
    ///
    /// @param repository the path of its folder below the folder of repositories
    PushAnswer allowed(String did, String repository);

    /// Ends the round. Never throws.
    @Override
    void close();
  }

  /// What the knot said.
  sealed interface PushAnswer {
    /// A push is let in.
    record Allowed() implements PushAnswer {}

    /// A push is refused.
    record Denied() implements PushAnswer {}

    /// It could not be asked, which says nothing.
    record Unknown(String reason) implements PushAnswer {}
  }
}
