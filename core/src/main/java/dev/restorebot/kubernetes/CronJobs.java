package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.ClusterException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// CronJobs, in the version in which the API server has them: `v1`, or `v1beta1` before Kubernetes 1.21. Thread-safe.
final class CronJobs {
  private static final String GROUP = "batch";
  private static final String PLURAL = "cronjobs";

  private final KubernetesClient client;
  private final Requests requests;
  private final AtomicReference<String> version = new AtomicReference<>("");

  CronJobs(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  Optional<CronJob> cronJob(String namespace, String name) {
    return object(namespace, name)
        .map(found -> Boolean.TRUE.equals(found.get("spec", "suspend")) ? CronJob.SUSPENDED : CronJob.ACTIVE);
  }

  /// The object itself.
  Optional<GenericKubernetesResource> object(String namespace, String name) {
    return requests.ask("read the CronJob " + namespace + "/" + name,
        () -> Optional.ofNullable(resource(namespace, name).get()));
  }

  void set(String namespace, String name, CronJob state) {
    var what = (state == CronJob.SUSPENDED ? "suspend" : "resume") + " the CronJob " + namespace + "/" + name;
    var now = cronJob(namespace, name)
        .orElseThrow(() -> new ClusterException("could not " + what + ": there is none"));
    if (now != state) {
      var patch = "{\"spec\":{\"suspend\":" + (state == CronJob.SUSPENDED) + "}}";
      requests.tell(what, () -> resource(namespace, name).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }
  }

  private Resource<GenericKubernetesResource> resource(String namespace, String name) {
    var context = new ResourceDefinitionContext.Builder().withGroup(GROUP).withVersion(version()).withPlural(PLURAL)
        .withKind("CronJob").withNamespaced(true).build();
    return client.genericKubernetesResources(context).inNamespace(namespace).withName(name);
  }

  /// Asked once; a server does not lose a version while anybody may still use it.
  private String version() {
    if (version.get().isEmpty()) {
      version.set(requests.ask("ask which CronJobs the cluster has", () -> servesV1() ? "v1" : "v1beta1"));
    }
    return version.get();
  }

  private boolean servesV1() {
    var resources = client.getApiResources(GROUP + "/v1");
    return resources != null && resources.getResources().stream().anyMatch(one -> one.getName().equals(PLURAL));
  }
}
