package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Permission;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/// Asks the API server about permissions, which everybody may. Thread-safe.
final class Reviews {
  private final KubernetesClient client;
  private final Requests requests;

  Reviews(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  /// Those of `rules` that are not granted.
  List<Permission> missing(List<Rule> rules) {
    return rules.stream().filter(rule -> !allowed(rule)).map(Rule::permission).toList();
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
