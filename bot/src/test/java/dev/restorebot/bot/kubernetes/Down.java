package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;

/// Measures how long a service is down: from the moment at which nobody wants a replica to that at which one is available again.
/// Thread-safe.
final class Down implements Watcher<Deployment>, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Watch watch;
  private long from;
  private long until;

  Down(KubernetesWorld world) {
    this.watch = deployment(world).watch(this);
  }

  /// The workload of the service.
  static RollableScalableResource<Deployment> deployment(KubernetesWorld world) {
    return world.admin().apps().deployments().inNamespace(world.namespace()).withName(world.name());
  }

  @Override
  public synchronized void eventReceived(Action action, Deployment now) {
    var available = Integer.valueOf(1).equals(now.getStatus().getAvailableReplicas());
    if (from == 0 && Integer.valueOf(0).equals(now.getSpec().getReplicas())) {
      from = System.nanoTime();
    } else if (from != 0 && until == 0 && available && Integer.valueOf(1).equals(now.getSpec().getReplicas())) {
      until = System.nanoTime();
      notifyAll();
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException(cause);
  }

  /// How long it was down, in seconds. Blocks until it is up again.
  synchronized double seconds() throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (until == 0) {
      assertThat(System.nanoTime()).as("it is available again").isLessThan(end);
      wait(PATIENCE.toMillis());
    }
    return (until - from) / 1e9;
  }

  @Override
  public void close() {
    watch.close();
  }
}
