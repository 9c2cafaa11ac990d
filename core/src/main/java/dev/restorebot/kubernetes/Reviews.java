package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Permission;
import dev.restorebot.concurrent.SideBySide;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks the API server about permissions, and who asks, which everybody may. Thread-safe.
final class Reviews {
  private static final ResourceDefinitionContext SELF = new ResourceDefinitionContext.Builder()
      .withGroup("authentication.k8s.io").withVersion("v1").withKind("SelfSubjectReview")
      .withPlural("selfsubjectreviews")
      .withNamespaced(false).build();

  /// So many are asked at a time: a service has some thirty.
  private static final int WIDTH = 8;

  private final KubernetesClient client;
  private final Requests requests;

  Reviews(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  /// Those of `rules` that are not granted.
  List<Permission> missing(List<Rule> rules) {
    return SideBySide.answers(WIDTH, rules.stream().<Supplier<Optional<Permission>>>map(
        rule -> () -> allowed(rule) ? Optional.empty() : Optional.of(rule.permission())).toList()).stream()
        .flatMap(Optional::stream).toList();
  }

  /// The user as whom the API server knows this client; from Kubernetes 1.28 on.
  String self() {
    var question = new GenericKubernetesResource();
    question.setApiVersion("authentication.k8s.io/v1");
    question.setKind("SelfSubjectReview");
    var answer = requests.ask("ask the API server who you are (it tells from Kubernetes 1.28 on)",
        () -> client.genericKubernetesResources(SELF).resource(question).create());
    if (answer != null && answer.get("status", "userInfo", "username") instanceof String name && !name.isEmpty()) {
      return name;
    }
    throw new ClusterException("the API server does not say who you are");
  }

  private boolean allowed(Rule rule) {
    var answer = requests.ask("ask whether restorebot may " + rule.verb() + " " + rule.what(),
        () -> client.authorization().v1().selfSubjectAccessReview().create(question(rule)));
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  private static SelfSubjectAccessReview question(Rule rule) {
    var review = new SelfSubjectAccessReviewBuilder().withNewSpec().withNewResourceAttributes()
        .withVerb(rule.verb()).withGroup(rule.group()).withResource(rule.resource());
    if (!rule.subresource().isEmpty()) {
      review.withSubresource(rule.subresource());
    }
    if (!rule.name().isEmpty()) {
      review.withName(rule.name());
    }
    if (!rule.namespace().isEmpty()) {
      review.withNamespace(rule.namespace());
    }
    return review.endResourceAttributes().endSpec().build();
  }
}
