package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class TestClusterTest {
  @AutoClose
  private final TestCluster cluster = TestCluster.open();

  @Test
  void anAccountMayDoWhatItIsGrantedUntilThatIsRevoked() {
    var account = cluster.account("bot");
    try (var client = client(account.config())) {
      assertForbidden(client);

      account.grant(cluster.namespace(), List.of(TestAccount.rule("", "secrets", "list")));
      assertThat(client.secrets().inNamespace(cluster.namespace()).list().getItems()).isNotNull();
      assertThatThrownBy(() -> client.pods().inNamespace(cluster.namespace()).list())
          .isInstanceOf(KubernetesClientException.class).hasMessageContaining("forbidden");

      account.revoke(cluster.namespace());
      assertForbidden(client);
    }
  }

  @Test
  void aKubeconfigSpeaksForItsAccount() {
    var account = cluster.account("bot");
    account.grant(cluster.namespace(), List.of(TestAccount.rule("", "secrets", "list")));

    try (var client = client(Config.fromKubeconfig(account.kubeconfig()))) {
      assertThat(client.getNamespace()).isEqualTo(cluster.namespace());
      assertThat(client.secrets().list().getItems()).isNotNull();
    }
  }

  @Test
  void takesItsNamespacesAway() {
    var other = TestCluster.open();
    var names = List.of(other.namespace(), other.newNamespace());

    other.close();

    for (var name : names) {
      cluster.admin().namespaces().withName(name)
          .waitUntilCondition(namespace -> namespace == null, 60, TimeUnit.SECONDS);
    }
    assertThat(cluster.admin().namespaces().list().getItems())
        .noneMatch(namespace -> names.contains(namespace.getMetadata().getName()));
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private void assertForbidden(KubernetesClient client) {
    assertThatThrownBy(() -> client.secrets().inNamespace(cluster.namespace()).list())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("system:serviceaccount:" + cluster.namespace() + ":bot");
  }
}
