package dev.restorebot.bot.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.Cluster.Volume;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class DroppedWatchTest {
  @TempDir
  private Path volume;

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);
  @AutoClose
  private final Relay relay = new Relay(URI.create(test.admin().getConfiguration().getMasterUrl()));
  @AutoClose
  private final KubernetesClient client = client();
  private final KubernetesCluster cluster =
      new KubernetesCluster(client, Installation.SETTINGS, InstantSource.system(), Installation.PATIENCE);

  DroppedWatchTest() throws IOException {}

  private KubernetesClient client() throws IOException {
    var server = test.admin().getConfiguration().getMasterUrl().replaceFirst("/$", "");
    return KubernetesClients.fromKubeconfig(
        Files.readString(Path.of(requireNonNull(System.getenv(TestCluster.KUBECONFIG)))).replace(server,
            relay.address()));
  }

  @Test
  void seesWhatHappensAfterItsConnectionsWereCut() throws Exception {
    installation.claim();
    var user = installation.user("user", Map.of());
    var waiting = new FutureTask<>(
        () -> cluster.awaitUnused(installation.deployment("pds"), Installation.CLAIM, Duration.ofSeconds(60)));
    Thread.ofVirtual().start(waiting);
    try (var _ = test.kubelet().start()) {
      test.admin().resource(user).waitUntilReady(30, TimeUnit.SECONDS);

      relay.cut();
      test.admin().resource(user).delete();

      assertThat(waiting.get(60, TimeUnit.SECONDS).map(Volume::users)).contains(List.of());
    }
  }

  @Test
  void followsAJobWhoseConnectionsAreCutAtEveryLine() throws Exception {
    var id = installation.id("stage", "r-7k2m4q");
    var heard = new ArrayList<String>();
    try (var _ = test.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).claim(Installation.CLAIM, volume).start()) {
      cluster.start(installation.job(id, "for i in 1 2 3 4; do echo $i; sleep 0.3; done;"
          + " printf reported > \"$RESTOREBOT_TERMINATION_LOG\""));

      var status = cluster.follow(id, line -> {
        heard.add(line);
        relay.cut();
      });

      assertThat(status).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("1", "2", "3", "4");
    }
  }
}
