package dev.restorebot.kind;

import dev.restorebot.service.SecretRef;
import java.time.Instant;
import java.util.Optional;

/// What a kind is handed to use a service as one of its users does. For one use by one thread.
public interface Means {
  /// What stands there; empty if the Secret or its entry is missing. It goes to the service alone: to no message, log or journal.
  ///
  /// @throws dev.restorebot.cluster.ClusterException if it cannot be read
  Optional<String> secret(SecretRef ref);

  /// The time now.
  Instant at();

  /// Waits a moment for what has not happened yet; false at once where that took too long already.
  boolean goOn() throws InterruptedException;
}
