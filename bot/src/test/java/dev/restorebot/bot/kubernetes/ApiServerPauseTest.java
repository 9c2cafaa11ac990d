package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
@PausesApiServer
class ApiServerPauseTest {
  @AutoClose
  private final TestCluster cluster = TestCluster.open();
  private final Scripts scripts = new Scripts(cluster);
  private final Kubelet kubelet = cluster.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).start();

  @Test
  void aJobThatEndsWhileTheServerIsAwayIsReportedWhenItIsBack() throws Exception {
    scripts.run("away", "echo one; sleep 1000");
    scripts.awaitPhase("away", "Running");
    kubelet.awaitLog("away-", "one", Duration.ofSeconds(30));

    // Longer than the kubelet waits for one answer.
    var config = new ConfigBuilder(cluster.admin().getConfiguration())
        .withRequestTimeout(6_000).withRequestRetryBackoffLimit(0).build();
    try (var impatient = new KubernetesClientBuilder().withConfig(config).build(); var _ = ApiServerPause.begin()) {
      kubelet.process(kubelet.seen().getFirst().getMetadata().getName()).orElseThrow().destroyForcibly();
      assertThatThrownBy(() -> impatient.namespaces().list()).isInstanceOf(KubernetesClientException.class);
    }

    scripts.awaitJob("away", "Failed");
    scripts.run("after", "true");
    scripts.awaitJob("after", "Complete");
  }
}
