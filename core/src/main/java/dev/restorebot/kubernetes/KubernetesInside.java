package dev.restorebot.kubernetes;

import dev.restorebot.cluster.PodExec;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/// Reaches into pods of a Kubernetes cluster through its API server, by forwarding a port. Thread-safe.
public final class KubernetesInside implements PodExec {
  /// A program that takes longer hangs, and so does an API server.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Duration patience;

  /// @param client as [KubernetesClients] makes it; closed by whoever had it made
  public KubernetesInside(KubernetesClient client) {
    this(client, PATIENCE);
  }

  /// @param patience how long a whole answer may take
  public KubernetesInside(KubernetesClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  @Override
  public Visit visit(WorkloadRef ref, int port) {
    return new PodVisit(client, ref, port, patience);
  }
}
