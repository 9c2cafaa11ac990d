package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The API server is stopped for half a minute in the middle of a restore, once while the service is being stopped and once
/// while its data is being replaced. The restore takes longer, and that is all.
@PausesApiServer
@Timeout(240)
class OutageTest {
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  @ParameterizedTest
  @EnumSource(names = {"QUIESCE", "REPLACE"})
  void theRestoreGoesOnWhenTheServerIsBack(Step during, @TempDir Path folder) throws Exception {
    try (var world = KubernetesWorld.open(folder); var clock = Executors.newSingleThreadScheduledExecutor()) {
      var play = new Play(world, "{ gone: 60s, ready: 60s }");
      Runnable outage = () -> {
        var pause = ApiServerPause.begin();
        var _ = clock.schedule(pause::close, OUTAGE.toSeconds(), TimeUnit.SECONDS);
      };

      play.lines(journal -> Meddler.before(during, outage, journal), "alice: /restore pds latest-before 2026-02-25",
          "bob: [Approve]", "bob: [Replace data]");

      assertThat(play.seen("bob: [Replace data]")).contains("Replaced; what is live was compared",
          "Done: pds is restored from 20260224-020011, and every check passed.").doesNotContain("Failed", "Lost");
      assertThat(world.bot().workload(world.service().workload()).orElseThrow().ready()).isEqualTo(1);
      assertThat(world.bot().cronJob(world.namespace(), "pds-backup")).contains(CronJob.ACTIVE);
    }
  }
}
