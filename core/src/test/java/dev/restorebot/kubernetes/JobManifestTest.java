package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.Job.Mount;
import dev.restorebot.cluster.Job.SecretEntry;
import dev.restorebot.cluster.JobId;
import dev.restorebot.golden.Golden;
import dev.restorebot.service.ServiceName;
import dev.restorebot.text.ByteSize;
import dev.restorebot.worker.WorkerEnvironment;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobManifestTest {
  private static final JobId ID = new JobId("pds", new ServiceName("pds"), "stage", "r-7k2m4q", 2);
  private static final Mount OWNED_BY_A_USER = new Mount("pds-data", 1000, 1000, OptionalInt.empty());
  private static final JobSettings SETTINGS =
      new JobSettings("restorebot:0.1.0", Duration.ofHours(6), Duration.ofDays(7), "10Gi", "512Mi");

  @Test
  void isWhatAClusterIsToRun() {
    var job = new Job(ID, new Mount("pds-data", 1000, 1001, OptionalInt.of(1002)), List.of("worker", "stage"),
        Map.of(WorkerEnvironment.TASK, "{\"task\":\"stage\",\"price\":\"$(HOME)\"}"),
        Map.of(WorkerEnvironment.SECRET_KEY, new SecretEntry("pds-s3-credentials", "secret-key"),
            WorkerEnvironment.ACCESS_KEY, new SecretEntry("pds-s3-credentials", "access-key")));

    var manifest = JobManifest.of(job, SETTINGS);

    Golden.resource("dev/restorebot/kubernetes/stage-job.yaml").says(Serialization.asYaml(manifest));
  }

  @Test
  void leavesTheGroupOfAVolumeAloneThatNeedsNone() {
    var context = pod(OWNED_BY_A_USER).getSecurityContext();

    assertThat(context.getFsGroup()).isNull();
    assertThat(context.getFsGroupChangePolicy()).isNull();
    assertThat(context.getRunAsNonRoot()).isTrue();
  }

  @Test
  void hasNoMoreTimeThanAnyJobMayTake() {
    assertThat(deadline(Duration.ofMinutes(6))).isEqualTo(360);
    assertThat(deadline(Duration.ofHours(9))).isEqualTo(6 * 3600);
  }

  private static long deadline(Duration within) {
    var job = new Job(ID, OWNED_BY_A_USER, List.of("worker", "undo"), Map.of(), Map.of(), Optional.of(within));
    return JobManifest.of(job, SETTINGS).getSpec().getActiveDeadlineSeconds();
  }

  @Test
  void runsAsRootWhereRootOwnsTheData() {
    var context = pod(new Mount("pds-data", 0, 0, OptionalInt.empty())).getSecurityContext();

    assertThat(context.getRunAsUser()).isZero();
    assertThat(context.getRunAsNonRoot()).isNull();
  }

  @Test
  void mountsNoClaimWhereItNeedsNone() {
    var pod = pod(new Job.Fresh(new ByteSize(3_000_000), 1000, 1001));

    assertThat(pod.getVolumes()).hasSize(2).allMatch(volume -> volume.getPersistentVolumeClaim() == null);
    assertThat(pod.getVolumes().getFirst().getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("3000000"));
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1000);
    assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(1001);
    assertThat(pod.getSecurityContext().getFsGroup()).isNull();
  }

  @Test
  void refusesAVariableThatNoProgramCanBeGiven() {
    var job = new Job(ID, OWNED_BY_A_USER, List.of("worker", "stage"),
        Map.of(WorkerEnvironment.TASK, "x".repeat(100_001)), Map.of());

    assertThatThrownBy(() -> JobManifest.of(job, SETTINGS)).isInstanceOf(ClusterException.class).hasMessage(
        "the Job pds-stage-r-7k2m4q-2 cannot be started: its variable RESTOREBOT_TASK has 100001 characters, more than a"
            + " program can be given");
  }

  private static PodSpec pod(Job.Space mount) {
    var job = new Job(ID, mount, List.of("worker", "inspect"), Map.of(), Map.of());
    return JobManifest.of(job, SETTINGS).getSpec().getTemplate().getSpec();
  }
}
