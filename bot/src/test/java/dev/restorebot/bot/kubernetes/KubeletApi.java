package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/// What a kubelet tells the API server of its pods. Goes on trying while the server does not answer. Thread-safe.
final class KubeletApi {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final Set<Integer> GONE = Set.of(404, 409, 422); // another pod may have the name by now

  private final KubernetesClient client;
  private final Bell bell;
  private volatile boolean closed;

  KubeletApi(KubernetesClient client, Bell bell) {
    this.client = client;
    this.bell = bell;
  }

  KubernetesClient client() {
    return client;
  }

  void bind(Pod pod, String node) throws PodEndsException, InterruptedException {
    var binding = new BindingBuilder().withNewMetadata().withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace()).endMetadata()
        .withNewTarget().withApiVersion("v1").withKind("Node").withName(node).endTarget().build();
    try {
      insist(() -> client.bindings().inNamespace(pod.getMetadata().getNamespace()).resource(binding).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        throw new PodEndsException();
      }
      if (e.getCode() != 409 || !node.equals(here(pod).get().getSpec().getNodeName())) {
        throw e;
      }
    }
  }

  /// Containers that `status` does not name are forgotten.
  void report(Pod pod, PodStatus status) throws PodEndsException, InterruptedException {
    var forgotten = status.getContainerStatuses().isEmpty() ? "\"containerStatuses\":null," : "";
    var patch = "{\"metadata\":{\"uid\":\"%s\"},\"status\":{%s%s}".formatted(pod.getMetadata().getUid(), forgotten,
        client.getKubernetesSerialization().asJson(status).substring(1));
    try {
      insist(() -> here(pod).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    } catch (KubernetesClientException e) {
      if (GONE.contains(e.getCode()) && isGone(pod)) {
        throw new PodEndsException();
      }
      throw e;
    }
  }

  private boolean isGone(Pod pod) throws InterruptedException {
    var now = insist(() -> here(pod).get());
    return now == null || !now.getMetadata().getUid().equals(pod.getMetadata().getUid());
  }

  /// Deletes it as anybody would.
  void delete(Pod pod) throws InterruptedException {
    insist(() -> here(pod).delete());
  }

  /// Says that nothing of a deleted pod runs any more.
  void finishDeletion(Pod pod) throws InterruptedException {
    insist(() -> here(pod).withGracePeriod(0).delete());
  }

  private PodResource here(Pod pod) {
    return client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(pod.getMetadata().getName());
  }

  /// Until it is answered.
  <T> T insist(Supplier<T> call) throws InterruptedException {
    while (true) {
      try {
        return call.get();
      } catch (KubernetesClientException e) {
        if (closed || (e.getCode() != 0 && e.getCode() < 500 && e.getCode() != 429)) {
          throw e;
        }
        bell.await(() -> closed, BETWEEN_TRIES);
      }
    }
  }

  /// From now on each call is tried once.
  void close() {
    closed = true;
    bell.ring();
  }
}
