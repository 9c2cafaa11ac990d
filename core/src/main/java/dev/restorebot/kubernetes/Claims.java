package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Cluster.Volume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Volume claims, and the pods that use them. Thread-safe.
final class Claims {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final KubernetesClient client;
  private final Requests requests;

  Claims(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  Optional<Volume> volume(String namespace, String claim) {
    return Together.of(() -> find(namespace, claim), () -> pods(namespace),
        (there, pods) -> there.map(found -> new Volume(capacity(found),
            pods.stream().filter(pod -> !ended(pod) && uses(pod, claim) && !listens(pod)).map(Claims::named).sorted()
                .toList())));
  }

  private List<Pod> pods(String namespace) {
    return requests.ask("list the pods in namespace " + namespace,
        () -> client.pods().inNamespace(namespace).list().getItems());
  }

  /// The claim itself.
  Optional<PersistentVolumeClaim> find(String namespace, String claim) {
    return requests.ask("read the volume claim " + namespace + "/" + claim, () -> Optional.ofNullable(
        client.persistentVolumeClaims().inNamespace(namespace).withName(claim).get()));
  }

  private static long capacity(PersistentVolumeClaim claim) {
    var capacity = claim.getStatus() == null ? null : claim.getStatus().getCapacity();
    return capacity == null || !capacity.containsKey("storage")
        ? -1
        : Quantity.getAmountInBytes(capacity.get("storage")).longValue();
  }

  /// A pod that has ended keeps its name and holds no volume.
  static boolean ended(Pod pod) {
    return pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase());
  }

  /// A worker that changes nothing unless it is told to.
  private static boolean listens(Pod pod) {
    var containers = pod.getSpec().getContainers();
    return Labels.has(pod, Labels.OWN) && containers.size() == 1
        && Boolean.TRUE.equals(containers.getFirst().getStdin());
  }

  /// By the name of a claim, or by a volume that is made for the pod: its claim is named after both.
  private static boolean uses(Pod pod, String claim) {
    var volumes = pod.getSpec().getVolumes();
    return volumes != null && volumes.stream().anyMatch(volume -> volume.getPersistentVolumeClaim() != null
        ? claim.equals(volume.getPersistentVolumeClaim().getClaimName())
        : volume.getEphemeral() != null && claim.equals(pod.getMetadata().getName() + "-" + volume.getName()));
  }

  private static String named(Pod pod) {
    var name = pod.getMetadata().getName();
    return pod.getMetadata().getDeletionTimestamp() == null ? name : name + " (ending)";
  }
}
