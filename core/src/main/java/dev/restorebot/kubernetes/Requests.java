package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ClusterException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Makes requests of the API server: again while it does not answer, not when it refuses. A thread that is interrupted
/// meanwhile still gets its answer, and finds out when it waits next. Thread-safe.
final class Requests {
  /// How long an API server may be away.
  static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Duration patience;

  /// @param patience how long the API server is asked again
  Requests(Duration patience) {
    this.patience = patience;
  }

  /// What `request` answers.
  ///
  /// @param what what is tried, said after `could not`: `read the Deployment forum/forum`
  /// @throws ClusterException if there was no answer for a minute, or a refusal
  <T> T ask(String what, Supplier<T> request) {
    var interrupted = Thread.interrupted();
    var from = System.nanoTime();
    var delay = SHORTEST;
    try {
      while (true) {
        try {
          return request.get();
        } catch (KubernetesClientException e) {
          if (Thread.interrupted()) {
            interrupted = true;
          } else if (Refusals.answered(e) || elapsed(from).plus(delay).compareTo(patience) > 0) {
            throw Refusals.explained(what, e);
          }
        }
        interrupted |= interruptedIn(delay);
        delay = delay.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : delay.multipliedBy(2);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The same for what restorebot may do without: empty where the cluster does not allow it.
  <T> Optional<T> askIfAllowed(String what, Supplier<T> request) {
    try {
      return Optional.of(ask(what, request));
    } catch (ClusterException e) {
      if (e.getCause() instanceof KubernetesClientException said
          && said.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The same for what answers nothing.
  void tell(String what, Runnable request) {
    ask(what, () -> {
      request.run();
      return true;
    });
  }

  private static Duration elapsed(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private static boolean interruptedIn(Duration delay) {
    try {
      return new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }
}
