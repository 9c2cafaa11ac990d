package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.Cluster.Volume;
import dev.restorebot.cluster.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak")
@PausesApiServer
class KubernetesOutageTest {
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir
  private Path volume;

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);

  @Test
  void waitsForTheVolumeThroughAnOutage() throws Exception {
    var pds = installation.deployment("pds");
    installation.claim();
    var user = installation.user("user", Map.of());
    var cluster = installation.cluster();
    var waiting = begun(() -> cluster.awaitUnused(pds, Installation.CLAIM, PATIENCE));

    outage();
    assertThat(waiting.isDone()).isFalse();
    test.admin().resource(user).withGracePeriod(0).delete();

    assertThat(waiting.get(60, TimeUnit.SECONDS).map(Volume::users)).contains(List.of());
  }

  @Test
  void looksOnceMoreIfTheTimeIsUpInAnOutage() throws Exception {
    installation.claim();
    installation.user("user", Map.of());
    var cluster = installation.cluster();
    var waiting = begun(
        () -> cluster.awaitUnused(installation.deployment("pds"), Installation.CLAIM, Duration.ofSeconds(5)));

    outage();

    assertThat(waiting.get(60, TimeUnit.SECONDS).map(Volume::users)).contains(List.of("user"));
  }

  @Test
  void followsAJobThroughAnOutage() throws Exception {
    var id = installation.id("stage", "r-7k2m4q");
    var heard = new CopyOnWriteArrayList<String>();
    var cluster = installation.cluster();
    try (var kubelet = test.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).claim(Installation.CLAIM, volume)
        .start()) {
      cluster.start(installation.job(id, "echo one; while [ ! -e $RESTOREBOT_VOLUME/go ]; do sleep 0.1; done;"
          + " echo two; printf reported > \"$RESTOREBOT_TERMINATION_LOG\""));
      kubelet.awaitLog(id.toString(), "one", PATIENCE);
      var following = begun(() -> cluster.follow(id, heard::add));

      try (var _ = ApiServerPause.begin()) {
        assertThat(volume.resolve("go").toFile().mkdir()).isTrue();
        passes();
      }

      assertThat(following.get(90, TimeUnit.SECONDS)).isEqualTo(new JobStatus.Succeeded("reported"));
      assertThat(heard).containsExactly("one", "two");
    }
  }

  @Test
  void asksAgainUntilItIsAnswered() throws Exception {
    var cluster = installation.cluster();
    FutureTask<Optional<CronJob>> asking;
    try (var _ = ApiServerPause.begin()) {
      asking = begun(() -> cluster.cronJob(test.namespace(), "backup"));
      passes();
      assertThat(asking.isDone()).isFalse();
    }

    assertThat(asking.get(60, TimeUnit.SECONDS)).isEmpty();
  }

  private static void outage() throws InterruptedException {
    try (var _ = ApiServerPause.begin()) {
      passes();
    }
  }

  /// There is no condition to wait for: nothing is to happen for that long.
  private static void passes() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(OUTAGE.toSeconds(), TimeUnit.SECONDS)).isFalse();
  }

  private static <T> FutureTask<T> begun(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}
