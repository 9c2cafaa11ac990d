package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.JobStatus.Again;
import dev.restorebot.cluster.JobStatus.End;
import dev.restorebot.service.ServiceName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pods say, as nodes word it, and what people are told.
class JobSentencesTest {
  private static final JobId ID = new JobId("pds", new ServiceName("pds"), "stage", "r-7k2m4q", 1);
  private static final JobSettings SETTINGS = new JobSettings("restorebot:1", JobSettings.DEFAULT.deadline(),
      JobSettings.DEFAULT.keep(), "10Gi", "512Mi");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final JobTrouble LOST = new JobTrouble(new JobStatus.Failed("", new End(
      "was ended, but its pod pds-stage-r-7k2m4q-x on node-2 does not end",
      "See whether that node is lost. Only when nothing runs there any more, remove the pod by force.",
      Again.POINTLESS)), PATIENCE);

  @Test
  void aScratchThatIsFull() {
    var end = end("{phase: Failed, reason: Evicted, message: 'Usage of EmptyDir volume \"scratch\" exceeds the limit"
        + " \"10Gi\". '}");

    assertThat(end).isEqualTo(new End(
        "was evicted: it wrote more than 10Gi outside the volume (Usage of EmptyDir volume"
            + " \"scratch\" exceeds the limit \"10Gi\".)",
        "Raise `worker.scratch` in the configuration, then ask again.", Again.POINTLESS));
  }

  @Test
  void aNodeThatShutsDown() {
    var end = end("{phase: Failed, reason: NodeShutdown, message: Pod was terminated in response to imminent node"
        + " shutdown.}");

    assertThat(end.how()).isEqualTo("was ended by its node (NodeShutdown): Pod was terminated in response to imminent"
        + " node shutdown.");
    assertThat(end.again()).isEqualTo(Again.TRY);
  }

  @Test
  void aDisruption() {
    var end = end("{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True', message: 'Taint manager:"
        + " deleting due to NoExecute taint'}]}");

    assertThat(end.how()).isEqualTo("was ended by the cluster: Taint manager: deleting due to NoExecute taint");
    assertThat(end.again()).isEqualTo(Again.TRY);
  }

  @Test
  void anImageThatIsAnothers() {
    var end = end("{phase: Failed, containerStatuses: [{name: worker, state: {terminated: {exitCode: 128, reason:"
        + " StartError, message: 'exec: \"worker\": not found'}}}]}");

    assertThat(end).isEqualTo(new End("could not be started by its node: exec: \"worker\": not found",
        "See that `worker.image` in the configuration is restorebot's own image.", Again.POINTLESS));
  }

  @Test
  void aDeadlineInHours() {
    var end = end("{phase: Failed, reason: DeadlineExceeded}");

    assertThat(end.how()).isEqualTo("took longer than its deadline of 6 hours and was ended");
  }

  @Test
  void aDeadlineOfAWorkerForWhichPeopleWait() {
    var view = view("{}", pod("{phase: Failed, reason: DeadlineExceeded}"));
    view.job().orElseThrow().setSpec(new JobSpecBuilder().withActiveDeadlineSeconds(360L).build());

    assertThat(((JobStatus.Failed) JobState.of(ID, view, SETTINGS)).end()).isEqualTo(new End(
        "took longer than its deadline of 6 minutes and was ended",
        "See why the volume is slow. Another attempt has twice the time, and goes on from where this one was.",
        Again.POINTLESS));
  }

  @Test
  void anEndThatNobodyExplains() {
    var end = end("{phase: Failed, containerStatuses: [{name: worker, state: {terminated: {exitCode: 137, reason:"
        + " Error}}}]}");

    assertThat(end).isEqualTo(End.UNEXPLAINED);
  }

  @Test
  void hasNotEndedBeforeItsPodHas() {
    var failed = "{conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded}]}";

    assertThat(JobState.of(ID, view(failed, pod("{phase: Running}")), SETTINGS)).isEqualTo(new JobStatus.Active());
    assertThat(JobState.of(ID, view(failed, pod("{phase: Failed}")), SETTINGS)).isInstanceOf(JobStatus.Failed.class);
  }

  @Test
  void waitsForTheReasonOfAJobThatDeletedItsPod() {
    var deleted = deleted("{phase: Failed}");
    var late = "{conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded}]}";

    assertThat(JobState.of(ID, view("{}", deleted), SETTINGS)).isEqualTo(new JobStatus.Active());
    assertThat(((JobStatus.Failed) JobState.of(ID, view(late, deleted), SETTINGS)).end().how())
        .isEqualTo("took longer than its deadline of 6 hours and was ended");
  }

  @Test
  void countsTheReportOfAWorkerThatWasInTimeAfterAll() {
    var failed = "{conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded}]}";
    var reported =
        pod("{phase: Succeeded, containerStatuses: [{name: worker, state: {terminated: {exitCode: 0, message:"
            + " done}}}]}");

    assertThat(JobState.of(ID, view(failed, reported), SETTINGS)).isEqualTo(new JobStatus.Succeeded("done"));
  }

  /// Since Kubernetes 1.31, `Failed` stands there only when every pod has ended; until then it is `FailureTarget`.
  @Test
  void aDeadlineWhoseEndIsStillOnItsWay() {
    var late = "{conditions: [{type: FailureTarget, status: 'True', reason: DeadlineExceeded}]}";

    assertThat(JobState.of(ID, view(late, pod("{phase: Running}")), SETTINGS)).isEqualTo(new JobStatus.Active());
    assertThat(((JobStatus.Failed) JobState.of(ID, view(late, deleted("{phase: Failed}")), SETTINGS)).end().how())
        .isEqualTo("took longer than its deadline of 6 hours and was ended");
    assertThat(((JobStatus.Failed) JobState.of(ID, new JobView(view(late, pod("{}")).job(), List.of()), SETTINGS)).end()
        .how()).isEqualTo("took longer than its deadline of 6 hours and was ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "FailureTarget"})
  void aPodOnANodeThatIsLost(String condition) {
    var late = "{conditions: [{type: " + condition + ", status: 'True', reason: DeadlineExceeded}]}";

    assertThat(JobTrouble.of(view(late, deleted("{phase: Running}")), Optional.empty(), SETTINGS, PATIENCE))
        .contains(LOST);
  }

  /// Whether or not its Job says anything: the cluster's own controllers delete the pods of a node that is lost.
  @Test
  void aPodThatIsDeletedAndDoesNotEnd() {
    assertThat(JobTrouble.of(view("{}", deleted("{phase: Running}")), Optional.empty(), SETTINGS, PATIENCE))
        .contains(LOST);
    assertThat(JobTrouble.of(view("{}", deleted("{phase: Pending}")), Optional.empty(), SETTINGS, PATIENCE))
        .contains(LOST);
  }

  @Test
  void aPodThatRuns() {
    assertThat(JobTrouble.of(view("{}", pod("{phase: Running, containerStatuses: [{name: worker, state: {running: {}}}]"
        + "}")), Optional.empty(), SETTINGS, PATIENCE)).isEmpty();
  }

  @Test
  void saysWhoseAJobIs() {
    var other = new JobId("pds", new ServiceName("pds"), "stage", "r-zzzzzz", 1);

    assertThat(JobState.of(other, view("{}", pod("{phase: Running}")), SETTINGS))
        .isEqualTo(new JobStatus.Foreign("it works for the run r-7k2m4q of pds"));
  }

  @Test
  void aJobWithoutAPod() {
    assertThat(withoutPod("{}", "")).contains(new JobStatus.Stuck("the cluster has made no pod for it",
        "See `kubectl describe job -n pds pds-stage-r-7k2m4q`: a quota or a policy may forbid it."));
  }

  @Test
  void aJobThatIsSuspended() {
    assertThat(withoutPod("{conditions: [{type: Suspended, status: 'True', reason: JobSuspended}]}", ""))
        .contains(new JobStatus.Stuck("it was suspended, and the cluster makes no pod for it",
            "See who suspends Jobs in namespace pds, then ask again."));
  }

  @Test
  void aJobWhosePodIsForbidden() {
    assertThat(next("pods \"x\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=3, limited: pods=3"))
        .isEqualTo("Raise the quota of namespace pds or make room in it, then ask again.");
    assertThat(next("pods \"x\" is forbidden: failed quota: small: must specify limits.cpu for: worker"))
        .isEqualTo("Raise the quota of namespace pds or make room in it, then ask again.");
    assertThat(next("pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true"))
        .startsWith("Allow namespace pds what the worker needs");
    assertThat(next("admission webhook \"images.example.com\" denied the request: unsigned image"))
        .isEqualTo("See who runs that webhook: it must answer, and allow the worker's pod. Then ask again.");
    assertThat(next("pods \"x\" is forbidden: error looking up service account pds/default: serviceaccount"
        + " \"default\" not found")).isEqualTo("Change what forbids it in namespace pds, then ask again.");
  }

  private static String next(String said) {
    var stuck = withoutPod("{}", said).orElseThrow();
    assertThat(stuck.why()).isEqualTo("the cluster makes no pod for it: " + said);
    return stuck.hint();
  }

  private static Optional<JobStatus.Stuck> withoutPod(String status, String said) {
    return PodTrouble.of(new JobView(view(status, pod("{}")).job(), List.of()),
        Optional.of(said).filter(words -> !words.isEmpty()), SETTINGS);
  }

  private static End end(String status) {
    return ((JobStatus.Failed) JobState.of(ID, view("{}", pod(status)), SETTINGS)).end();
  }

  private static JobView view(String status, Pod pod) {
    var job = new io.fabric8.kubernetes.api.model.batch.v1.JobBuilder().withNewMetadata().withNamespace("pds")
        .withName(ID.name().value()).withLabels(Labels.of(ID)).endMetadata()
        .withStatus(Serialization.unmarshal("---\n" + status,
            io.fabric8.kubernetes.api.model.batch.v1.JobStatus.class))
        .build();
    return new JobView(Optional.of(job), List.of(pod));
  }

  private static Pod deleted(String status) {
    return pod(status).edit().editMetadata().withDeletionTimestamp("2026-03-01T03:00:00Z").endMetadata()
        .editSpec().withNodeName("node-2").endSpec().build();
  }

  private static Pod pod(String status) {
    return Serialization.unmarshal("---\nmetadata: {name: pds-stage-r-7k2m4q-x}\nspec: {}\nstatus: " + status,
        Pod.class);
  }
}
