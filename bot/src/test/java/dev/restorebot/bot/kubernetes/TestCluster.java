package dev.restorebot.bot.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A part of a real cluster that belongs to one test: namespaces of its own, kubelets for them, accounts. Any number of
/// tests have one at the same time. Only for tests that are [NeedsApiServer]. Thread-safe.
public final class TestCluster implements AutoCloseable {
  /// The variable with the path of an administrator's kubeconfig.
  static final String KUBECONFIG = "KUBECONFIG_TEST";
  /// Since then a service account has no Secret with a token.
  private static final int NO_TOKEN_SECRETS = 24;

  private final KubernetesClient admin = client();
  private final List<String> namespaces = new CopyOnWriteArrayList<>();
  private final List<Kubelet> kubelets = new CopyOnWriteArrayList<>();
  private final String namespace;

  private TestCluster() {
    namespace = newNamespace();
  }

  /// Makes a namespace, and returns when pods can be made in it.
  public static TestCluster open() {
    return new TestCluster();
  }

  /// A client that may do everything; closed with the cluster.
  public KubernetesClient admin() {
    return admin;
  }

  /// The namespace that every cluster has.
  public String namespace() {
    return namespace;
  }

  /// Makes one more namespace and returns when pods can be made in it. Kubelets that were started before do not see it.
  public String newNamespace() {
    var name = "test-" + UUID.randomUUID().toString().substring(0, 13);
    admin.namespaces().resource(
        new NamespaceBuilder().withNewMetadata().withName(name).addToLabels("for", "tests").endMetadata().build())
        .create();
    namespaces.add(name);
    var needsSecret = minorVersion() < NO_TOKEN_SECRETS;
    admin.serviceAccounts().inNamespace(name).withName("default")
        .waitUntilCondition(account -> isComplete(account, needsSecret), 60, TimeUnit.SECONDS);
    return name;
  }

  private static boolean isComplete(ServiceAccount account, boolean needsSecret) {
    return account != null && (!needsSecret || !account.getSecrets().isEmpty());
  }

  private int minorVersion() {
    return Integer.parseInt(admin.getKubernetesVersion().getMinor().replaceAll("\\D.*", ""));
  }

  /// A kubelet to be set up and started.
  public KubeletSetup kubelet() {
    return new KubeletSetup(this);
  }

  /// Makes a service account that may do nothing yet.
  ///
  /// @param name its name in [#namespace()]
  public TestAccount account(String name) {
    return TestAccount.make(admin, namespace, name);
  }

  List<String> namespaces() {
    return List.copyOf(namespaces);
  }

  Kubelet started(Kubelet kubelet) {
    kubelets.add(kubelet);
    return kubelet;
  }

  /// One more client that may do everything; whoever asks closes it.
  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(configuration()).build();
  }

  /// Of the administrator. Patient with a server that is away for a while.
  private static Config configuration() {
    var file = new File(requireNonNull(System.getenv(KUBECONFIG), KUBECONFIG + " is not set"));
    var config = Config.fromKubeconfig(file);
    config.setRequestTimeout(5_000);
    config.setWatchReconnectInterval(100);
    return config;
  }

  /// Closes its kubelets and has its namespaces deleted; the server goes on with that by itself.
  @Override
  public void close() {
    var failures = new ArrayList<RuntimeException>();
    kubelets.forEach(kubelet -> said(kubelet::close, failures));
    for (var name : namespaces) {
      said(() -> admin.namespaces().withName(name).delete(), failures);
      said(() -> admin.pods().inNamespace(name).withGracePeriod(0).delete(), failures);
    }
    admin.close();
    Optional.of(failures).filter(list -> !list.isEmpty()).ifPresent(list -> {
      throw list.getFirst();
    });
  }

  private static void said(Runnable action, List<RuntimeException> failures) {
    try {
      action.run();
    } catch (RuntimeException e) { // the rest is to be cleaned up all the same
      failures.add(e);
    }
  }
}
