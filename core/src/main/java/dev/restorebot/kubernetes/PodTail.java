package dev.restorebot.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.util.ArrayList;
import java.util.List;

/// The end of the log of a pod's main container, and of the one before it where that one crashed.
record PodTail(KubernetesClient client, Requests requests, Pod pod) {
  private static final int BYTES = 256 * 1024;

  List<String> lines(int most) {
    var lines = new ArrayList<String>();
    if (PodSymptoms.of(pod).restarts() > 0) {
      lines.addAll(before(most));
    }
    lines.addAll(now(most));
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  /// A container that waits for its image has no log, and a cluster says so with an error.
  private List<String> now(int most) {
    var what = "read the log of the pod " + name();
    if (!PodSymptoms.of(pod).waiting().isEmpty()) {
      try {
        return read(most);
      } catch (KubernetesClientException e) {
        if (Refusals.answered(e)) {
          return List.of();
        }
        throw Refusals.explained(what, e);
      }
    }
    return requests.ask(what, () -> read(most));
  }

  private List<String> read(int most) {
    return container().limitBytes(BYTES).tailingLines(most).getLog().lines().toList();
  }

  /// Not every cluster keeps it. No limit in bytes can be told with it; a kubelet parts lines of more than 16 KiB.
  private List<String> before(int most) {
    try {
      return container().terminated().tailingLines(most).getLog().lines().toList();
    } catch (KubernetesClientException _) {
      return List.of();
    }
  }

  private ContainerResource container() {
    return client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(name())
        .inContainer(PodSymptoms.container(pod));
  }

  private String name() {
    return pod.getMetadata().getName();
  }
}
