package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Meddler;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The API server is stopped in the middle of a restore, for half a minute while the service is being stopped and again while
/// its data is being replaced. The restore takes longer, and that is all.
@PausesApiServer
@Timeout(240)
class OutageTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(10);

  @Test
  void theRestoreGoesOnWhenTheServerIsBack(@TempDir Path folder) throws Exception {
    try (var world = KubernetesWorld.open(folder); var clock = Executors.newSingleThreadScheduledExecutor()) {
      var play = new Play(world, "{ gone: 60s, ready: 60s }");

      play.lines(
          journal -> Meddler.before(Step.QUIESCE, () -> outage(clock, LONG),
              Meddler.before(Step.REPLACE, () -> outage(clock, SHORT), journal)),
          "alice: /restore pds latest-before 2026-02-25", "bob: [Approve]", "bob: [Replace data]");

      assertThat(play.seen("bob: [Replace data]")).contains("Replaced; what is live was compared",
          "Done: pds is restored from 20260224-020011, and every check passed.").doesNotContain("Failed", "Lost");
      assertThat(world.bot().workload(world.service().workload()).orElseThrow().ready()).isEqualTo(1);
      assertThat(world.bot().cronJob(world.namespace(), "pds-backup")).contains(CronJob.ACTIVE);
    }
  }

  private static void outage(ScheduledExecutorService clock, Duration lasts) {
    var pause = ApiServerPause.begin();
    var _ = clock.schedule(pause::close, lasts.toSeconds(), TimeUnit.SECONDS);
  }
}
