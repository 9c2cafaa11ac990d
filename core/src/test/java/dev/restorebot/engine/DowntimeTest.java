package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.engine.StepOutcome.Done;
import dev.restorebot.engine.StepOutcome.Failed;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.plan.PlanWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A service is stopped and started with its backups, or left as it was found.
class DowntimeTest {
  private final FakeCluster cluster = new FakeCluster(new JsonWorkerCodec());
  private final Downtime downtime = new Downtime(cluster);
  private final PlanWorld world = new PlanWorld();

  @Test
  void stopsTheServiceOnceItsBackupsAreSuspended() throws InterruptedException {
    var outcome = downtime.begin(PlanWorld.service(), world.planned());

    assertThat(outcome).isInstanceOf(Done.class);
    assertThat(cluster.told).containsExactly("pds-backup SUSPENDED", "scale to 0");
    assertThat(cluster.waited).isZero();
  }

  @Test
  void startsAServiceAgainThatDoesNotStopInAMinute() throws InterruptedException {
    cluster.stuck = List.of("pds-0", "somebody-else");

    var outcome = downtime.begin(PlanWorld.service(), world.planned());

    assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason()).isEqualTo(
        "pds/deployment/pds did not stop within 60 seconds: the volume pds-data is still used by pds-0, somebody-else."
            + " It was scaled back to 1"));
    assertThat(cluster.waited).isEqualTo(Duration.ofMinutes(1));
    assertThat(cluster.told).containsExactly("pds-backup SUSPENDED", "scale to 0", "scale to 1", "pds-backup ACTIVE");
  }

  @Test
  void startsAsManyReplicasAsThePlanSays() throws InterruptedException {
    world.replicas = 2;
    cluster.replicas = 0;
    cluster.ready = 0;

    var outcome = downtime.end(PlanWorld.service(), world.planned());

    assertThat(outcome).isInstanceOf(Done.class);
    assertThat(cluster.told).containsExactly("scale to 2", "pds-backup ACTIVE");
  }

  @Test
  void keepsBackupsSuspendedWhileTheServiceIsNotReady() throws InterruptedException {
    cluster.boots = false;

    var outcome = downtime.end(PlanWorld.service(), world.planned());

    assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason()).isEqualTo(
        "pds/deployment/pds was scaled to 1 but is not ready after 120 seconds"));
    assertThat(cluster.waited).isEqualTo(Duration.ofMinutes(2));
    assertThat(cluster.told).containsExactly("scale to 1");
  }
}
