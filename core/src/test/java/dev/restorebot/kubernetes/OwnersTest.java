package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnersTest {
  @Test
  void namesTheAutoscalersThatTargetTheWorkload() {
    var autoscalers = List.of(autoscaler("a", "Deployment", "pds"), autoscaler("b", "StatefulSet", "pds"),
        autoscaler("c", "Deployment", "knot"));

    assertThat(Owners.of(workload(Map.of(), Map.of()), autoscalers))
        .containsExactly("the HorizontalPodAutoscaler a");
  }

  @Test
  void knowsArgoByItsTrackingAnnotation() {
    var tracked = workload(Map.of("app.kubernetes.io/instance", "other"),
        Map.of("argocd.argoproj.io/tracking-id", "pds:apps/Deployment:pds/pds"));

    assertThat(Owners.of(tracked, List.of())).containsExactly("Argo CD (application pds)");
  }

  @Test
  void knowsArgoByItsOwnLabel() {
    assertThat(Owners.of(workload(Map.of("argocd.argoproj.io/instance", "pds"), Map.of()), List.of()))
        .containsExactly("Argo CD (application pds)");
  }

  @Test
  void takesALabelThatEveryChartHasForNoProof() {
    assertThat(Owners.of(workload(Map.of("app.kubernetes.io/instance", "pds"), Map.of()), List.of())).isEmpty();
  }

  @Test
  void knowsBothControllersOfFlux() {
    var labels = Map.of("kustomize.toolkit.fluxcd.io/name", "apps", "kustomize.toolkit.fluxcd.io/namespace",
        "flux-system", "helm.toolkit.fluxcd.io/name", "pds", "helm.toolkit.fluxcd.io/namespace", "pds");

    assertThat(Owners.of(workload(labels, Map.of()), List.of()))
        .containsExactly("Flux (Kustomization flux-system/apps)", "Flux (HelmRelease pds/pds)");
  }

  private static HasMetadata workload(Map<String, String> labels, Map<String, String> annotations) {
    return new DeploymentBuilder().withNewMetadata().withName("pds").withLabels(labels).withAnnotations(annotations)
        .endMetadata().build();
  }

  private static HorizontalPodAutoscaler autoscaler(String name, String kind, String target) {
    return new HorizontalPodAutoscalerBuilder().withNewMetadata().withName(name).endMetadata().withNewSpec()
        .withNewScaleTargetRef("apps/v1", kind, target).endSpec().build();
  }
}
