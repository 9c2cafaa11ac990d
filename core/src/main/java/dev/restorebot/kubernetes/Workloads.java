package dev.restorebot.kubernetes;

import static java.util.Objects.requireNonNullElse;

import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Deployments and StatefulSets. Thread-safe.
final class Workloads {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Requests requests;

  Workloads(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  Optional<Workload> workload(WorkloadRef ref) {
    return Together.of(() -> object(ref), () -> autoscalers(ref),
        (found, autoscalers) -> found.map(object -> standing(object, autoscalers)));
  }

  /// How many pods it has or is about to have, without a look at what else there is; none if it is not there.
  int pods(WorkloadRef ref) {
    return object(ref).map(Workloads::pods).orElse(0);
  }

  /// The object itself.
  Optional<HasMetadata> object(WorkloadRef ref) {
    return requests.ask("read " + named(ref), () -> Optional.<HasMetadata>ofNullable(resource(ref).get()));
  }

  void scale(WorkloadRef ref, int replicas) {
    var now = object(ref).orElseThrow(() -> new ClusterException("could not scale " + named(ref) + " to " + replicas
        + ": there is none"));
    if (asked(now) != replicas) {
      var patch = "{\"spec\":{\"replicas\":" + replicas + "}}";
      requests.tell("scale " + named(ref) + " to " + replicas,
          () -> resource(ref).subresource("scale").patch(MERGE, patch));
    }
  }

  /// Where its changes can be watched.
  Resource<? extends HasMetadata> resource(WorkloadRef ref) {
    var apps = client.apps();
    return switch (ref.kind()) {
      case "deployment" -> apps.deployments().inNamespace(ref.namespace()).withName(ref.name());
      case "statefulset" -> apps.statefulSets().inNamespace(ref.namespace()).withName(ref.name());
      default -> throw new ClusterException("could not find " + ref + ": restorebot knows deployments and statefulsets,"
          + " and no " + ref.kind());
    };
  }

  /// Which pods are its own.
  static LabelSelector selector(HasMetadata object) {
    return switch (object) {
      case Deployment deployment -> deployment.getSpec().getSelector();
      case StatefulSet set -> set.getSpec().getSelector();
      default -> throw new IllegalStateException("no workload: " + object.getKind());
    };
  }

  private List<HorizontalPodAutoscaler> autoscalers(WorkloadRef ref) {
    return requests.ask("list the HorizontalPodAutoscalers in namespace " + ref.namespace(),
        () -> client.autoscaling().v1().horizontalPodAutoscalers().inNamespace(ref.namespace()).list().getItems());
  }

  private static Workload standing(HasMetadata object, List<HorizontalPodAutoscaler> autoscalers) {
    return new Workload(asked(object), pods(object), ready(object), Owners.of(object, autoscalers));
  }

  private static int asked(HasMetadata object) {
    return switch (object) {
      case Deployment deployment -> requireNonNullElse(deployment.getSpec().getReplicas(), 1);
      case StatefulSet set -> requireNonNullElse(set.getSpec().getReplicas(), 1);
      default -> throw new IllegalStateException("no workload: " + object.getKind());
    };
  }

  private static int pods(HasMetadata object) {
    return Math.max(asked(object), counted(object));
  }

  private static int counted(HasMetadata object) {
    return switch (object) {
      case Deployment deployment ->
        orZero(deployment.getStatus() == null ? null : deployment.getStatus().getReplicas());
      case StatefulSet set -> orZero(set.getStatus() == null ? null : set.getStatus().getReplicas());
      default -> throw new IllegalStateException("no workload: " + object.getKind());
    };
  }

  /// Nothing of what its controller says counts before it has seen the newest form.
  private static int ready(HasMetadata object) {
    var generation = object.getMetadata().getGeneration();
    return switch (object) {
      case Deployment deployment -> seen(generation,
          deployment.getStatus() == null ? null : deployment.getStatus().getObservedGeneration())
              ? ready(deployment.getStatus())
              : 0;
      case StatefulSet set -> seen(generation, set.getStatus() == null ? null : set.getStatus().getObservedGeneration())
          ? ready(set.getStatus())
          : 0;
      default -> throw new IllegalStateException("no workload: " + object.getKind());
    };
  }

  private static boolean seen(@Nullable Long generation, @Nullable Long observed) {
    return observed != null && observed >= requireNonNullElse(generation, 0L);
  }

  private static int ready(DeploymentStatus status) {
    return Math.min(orZero(status.getUpdatedReplicas()), orZero(status.getAvailableReplicas()));
  }

  /// Before Kubernetes 1.22, a StatefulSet does not say how many are available.
  private static int ready(StatefulSetStatus status) {
    return orZero(status.getAvailableReplicas() == null ? status.getReadyReplicas() : status.getAvailableReplicas());
  }

  private static int orZero(@Nullable Integer count) {
    return requireNonNullElse(count, 0);
  }

  private static String named(WorkloadRef ref) {
    return "the " + ref.kind() + " " + ref.namespace() + "/" + ref.name();
  }
}
