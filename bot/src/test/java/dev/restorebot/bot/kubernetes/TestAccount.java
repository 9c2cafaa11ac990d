package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A service account that may do what it is granted, and no more. Thread-safe.
public final class TestAccount {
  private static final Duration TOKEN_LASTS = Duration.ofHours(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KubernetesClient admin;
  private final String namespace;
  private final String name;
  private final String token;

  private TestAccount(KubernetesClient admin, String namespace, String name, String token) {
    this.admin = admin;
    this.namespace = namespace;
    this.name = name;
    this.token = token;
  }

  static TestAccount make(KubernetesClient admin, String namespace, String name) {
    admin.serviceAccounts().inNamespace(namespace).resource(
        new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
    TokenRequest request = new TokenRequestBuilder().withNewSpec()
        .withExpirationSeconds(TOKEN_LASTS.toSeconds()).endSpec().build();
    var token = admin.serviceAccounts().inNamespace(namespace).withName(name).tokenRequest(request);
    return new TestAccount(admin, namespace, name, token.getStatus().getToken());
  }

  /// One thing that a Role allows, as `rule("apps", "deployments/scale", "get", "update")`.
  ///
  /// @param group the API group; empty for the core group
  public static PolicyRule rule(String group, String resource, String... verbs) {
    return new PolicyRuleBuilder().withApiGroups(group).withResources(resource).withVerbs(verbs).build();
  }

  /// Its name as the subject of permissions.
  public String user() {
    return "system:serviceaccount:" + namespace + ":" + name;
  }

  /// How a client connects as this account.
  public Config config() {
    var server = admin.getConfiguration();
    return new ConfigBuilder(Config.empty()).withMasterUrl(server.getMasterUrl()).withApiVersion(server.getApiVersion())
        .withCaCertData(server.getCaCertData()).withCaCertFile(server.getCaCertFile()).withNamespace(namespace)
        .withOauthToken(token).build();
  }

  /// A kubeconfig for this account, as text.
  public String kubeconfig() {
    var config = config();
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: test, user: {token: "%s"}}]
        contexts: [{name: test, context: {cluster: test, user: test, namespace: "%s"}}]
        current-context: test
        """.formatted(config.getMasterUrl(), config.getCaCertData(), token, namespace);
  }

  /// Lets the account do this in that namespace and nothing else there; returns when the server holds to it.
  public void grant(String where, List<PolicyRule> rules) {
    var role = new RoleBuilder().withNewMetadata().withNamespace(where).withName(name).endMetadata()
        .withRules(rules).build();
    if (admin.resource(role).get() == null) {
      admin.resource(role).create();
    } else {
      admin.resource(role).update();
    }
    var binding = new RoleBindingBuilder().withNewMetadata().withNamespace(where).withName(name).endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
        .addNewSubject("", "ServiceAccount", name, namespace).build();
    if (admin.resource(binding).get() == null) {
      admin.resource(binding).create();
    }
    rules.forEach(rule -> await(() -> allows(where, rule), rule));
  }

  /// Takes away all that was granted in that namespace; returns when the server holds to it.
  public void revoke(String where) {
    var role = admin.rbac().roles().inNamespace(where).withName(name);
    var rules = role.require().getRules();
    admin.rbac().roleBindings().inNamespace(where).withName(name).delete();
    role.delete();
    rules.forEach(rule -> await(() -> !allows(where, rule), rule));
  }

  private static void await(BooleanSupplier condition, PolicyRule rule) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the API server does not take notice of the rule " + rule);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private boolean allows(String where, PolicyRule rule) {
    var resource = rule.getResources().getFirst().split("/", 2);
    var question = new SubjectAccessReviewBuilder().withNewSpec().withUser(user())
        .withGroups("system:serviceaccounts", "system:authenticated").withNewResourceAttributes()
        .withNamespace(where).withGroup(rule.getApiGroups().getFirst()).withVerb(rule.getVerbs().getFirst())
        .withResource(resource[0]).withSubresource(resource.length > 1 ? resource[1] : null)
        .withName(rule.getResourceNames().isEmpty() ? null : rule.getResourceNames().getFirst())
        .endResourceAttributes().endSpec().build();
    return admin.authorization().v1().subjectAccessReview().create(question).getStatus().getAllowed();
  }
}
