package dev.restorebot.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What else decides on a workload's replicas or form, by the traces it leaves: an autoscaler that targets it, Argo CD, Flux.
/// Pure.
final class Owners {
  private static final String ARGO_INSTANCE = "argocd.argoproj.io/instance";
  private static final String ARGO_TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String FLUX_KUSTOMIZE = "kustomize.toolkit.fluxcd.io/";
  private static final String FLUX_HELM = "helm.toolkit.fluxcd.io/";

  private Owners() {}

  /// @param autoscalers those of the workload's namespace
  static List<String> of(HasMetadata workload, List<HorizontalPodAutoscaler> autoscalers) {
    var keepers = new ArrayList<String>();
    autoscalers.stream().filter(autoscaler -> targets(autoscaler, workload))
        .map(autoscaler -> "the HorizontalPodAutoscaler " + autoscaler.getMetadata().getName()).forEach(keepers::add);
    var marks = marks(workload);
    argo(marks, keepers);
    flux(marks, FLUX_KUSTOMIZE, "Kustomization", keepers);
    flux(marks, FLUX_HELM, "HelmRelease", keepers);
    return keepers;
  }

  private static boolean targets(HorizontalPodAutoscaler autoscaler, HasMetadata workload) {
    var target = autoscaler.getSpec().getScaleTargetRef();
    return target != null && workload.getKind().equals(target.getKind())
        && workload.getMetadata().getName().equals(target.getName());
  }

  private static Map<String, String> marks(HasMetadata workload) {
    var marks = new HashMap<String, String>();
    var metadata = workload.getMetadata();
    if (metadata.getLabels() != null) {
      marks.putAll(metadata.getLabels());
    }
    if (metadata.getAnnotations() != null) {
      marks.putAll(metadata.getAnnotations());
    }
    return marks;
  }

  /// A tracking id begins with the application: `forum:apps/Deployment:forum/forum`.
  private static void argo(Map<String, String> marks, List<String> keepers) {
    if (marks.containsKey(ARGO_TRACKING)) {
      keepers.add("Argo CD (application " + marks.get(ARGO_TRACKING).split(":", 2)[0] + ")");
    } else if (marks.containsKey(ARGO_INSTANCE)) {
      keepers.add("Argo CD (application " + marks.get(ARGO_INSTANCE) + ")");
    }
  }

  private static void flux(Map<String, String> marks, String prefix, String kind, List<String> keepers) {
    var name = marks.get(prefix + "name");
    if (name != null) {
      var namespace = marks.get(prefix + "namespace");
      keepers.add("Flux (" + kind + " " + (namespace == null ? "" : namespace + "/") + name + ")");
    }
  }
}
