package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ClusterException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

/// The image that the program itself runs in, which its Jobs run as well. Blocks.
public final class OwnImage {
  private final KubernetesClient client;

  /// @param client as [KubernetesClients] makes it
  public OwnImage(KubernetesClient client) {
    this.client = client;
  }

  /// The image of the container called `restorebot` in the pod, or of the first one if none is called so: others are put
  /// beside it by the cluster.
  ///
  /// @param namespace the pod that the program runs in, as the cluster told it
  /// @throws ClusterException if there is no such pod
  public String of(String namespace, String pod) {
    var found = new Requests(Requests.PATIENCE).ask("read its own pod " + namespace + "/" + pod,
        () -> client.pods().inNamespace(namespace).withName(pod).get());
    if (found == null) {
      throw new ClusterException("there is no pod " + namespace + "/" + pod
          + " to take the image from; name it as `worker.image` in the configuration");
    }
    return image(found);
  }

  private static String image(Pod pod) {
    var containers = pod.getSpec().getContainers();
    return containers.stream().filter(container -> container.getName().equals(Labels.RESTOREBOT)).findFirst()
        .map(Container::getImage).orElseGet(() -> containers.getFirst().getImage());
  }
}
