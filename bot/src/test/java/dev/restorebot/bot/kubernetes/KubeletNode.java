package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A kubelet's node as the cluster sees it: it is ready, and says so again and again. Thread-safe.
final class KubeletNode implements AutoCloseable {
  private static final int SECONDS_BETWEEN_BEATS = 5;
  private static final String ADDRESS = "127.0.0.1";

  private final KubernetesClient client;
  private final String name;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("heart-of-a-kubelet").factory());

  /// Registers the node.
  ///
  /// @param port where its logs are served
  KubeletNode(KubernetesClient client, String name, int port) {
    this.client = client;
    this.name = name;
    client.nodes().resource(node(port)).create();
    beat();
    var _ = heart.scheduleWithFixedDelay(this::beat, SECONDS_BETWEEN_BEATS, SECONDS_BETWEEN_BEATS, TimeUnit.SECONDS);
  }

  private Node node(int port) {
    return new NodeBuilder().withNewMetadata().withName(name).endMetadata()
        .withNewStatus().addNewAddress(ADDRESS, "InternalIP")
        .withNewDaemonEndpoints().withNewKubeletEndpoint(port).endDaemonEndpoints().endStatus().build();
  }

  private void beat() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var status = """
        {"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady",
        "message": "kubelet is posting ready status", "lastHeartbeatTime": "%s"}]}}
        """.formatted(now);
    try {
      here().subresource("status").patch(PatchContext.of(PatchType.STRATEGIC_MERGE), status);
    } catch (KubernetesClientException _) {
      // the next beat may get through
    }
  }

  private Resource<Node> here() {
    return client.nodes().withName(name);
  }

  @Override
  public void close() {
    heart.shutdownNow();
    here().delete();
  }
}
