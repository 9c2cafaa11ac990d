package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.ClusterException;
import java.net.ConnectException;

/// Whether the sandbox's API server answers, and how fast. Thread-safe.
final class ClusterMood {
  private final Slowness slowness = new Slowness();
  private volatile boolean down;

  void refuse() {
    down = true;
  }

  void hang() {
    slowness.hang();
  }

  void slow() {
    slowness.slow(Slowness.SLOW);
  }

  void end() {
    down = false;
    slowness.end();
  }

  /// Waits as long as others have to.
  ///
  /// @throws ClusterException if it does not answer
  void await() {
    slowness.await();
    if (down) {
      throw new ClusterException(ClusterException.Kind.UNAVAILABLE, "could not ask the cluster: connection refused",
          new ConnectException());
    }
  }
}
