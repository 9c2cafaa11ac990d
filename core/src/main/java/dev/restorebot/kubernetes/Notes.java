package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Note;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Notes on workloads for whoever looks with `kubectl describe`: Events, which the cluster forgets after a while. What stays
/// is in the journal. An annotation would stay too, and would take the right to change all of the workload. Thread-safe.
final class Notes {
  private final KubernetesClient client;
  private final Requests requests;
  private final Workloads workloads;
  private final InstantSource time;

  Notes(KubernetesClient client, Requests requests, Workloads workloads, InstantSource time) {
    this.client = client;
    this.requests = requests;
    this.workloads = workloads;
    this.time = time;
  }

  void note(WorkloadRef ref, String run, Note note) {
    var workload = workloads.object(ref)
        .orElseThrow(() -> new ClusterException("could not leave a note on " + ref + ": there is none"));
    var event = event(workload, run, note, time.instant());
    requests.tell("write an Event about " + ref,
        () -> client.v1().events().inNamespace(ref.namespace()).resource(event).create());
  }

  private static Event event(HasMetadata workload, String run, Note note, Instant at) {
    var metadata = workload.getMetadata();
    var when = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata().withGenerateName(metadata.getName() + ".").withNamespace(metadata.getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(workload.getApiVersion()).withKind(workload.getKind()).withName(metadata.getName())
        .withNamespace(metadata.getNamespace()).withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .endInvolvedObject()
        .withType("Normal")
        .withReason(note.reason())
        .withMessage(run + ": " + note.message())
        .withNewSource().withComponent(Labels.RESTOREBOT).endSource()
        .withReportingComponent(Labels.RESTOREBOT)
        .withFirstTimestamp(when).withLastTimestamp(when).withCount(1)
        .build();
  }
}
