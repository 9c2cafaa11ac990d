package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ClusterException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Opens connections to clusters.
public final class KubernetesClients {
  /// A server that takes longer hangs, or its answer was lost on a way that fell silent, as through a gateway that forgets connections;
  /// it is asked again. Requests of ours are small.
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(4);

  private KubernetesClients() {}

  /// The cluster that the kubeconfig calls `context`; without one, the cluster that the program runs in, or else the
  /// kubeconfig's current one. Asks nobody anything yet.
  ///
  /// @throws ClusterException if the kubeconfig has no such context
  public static KubernetesClient connect(Optional<String> context) {
    var found = Config.autoConfigure(context.orElse(null));
    context.ifPresent(name -> {
      if (found.getCurrentContext() == null || !name.equals(found.getCurrentContext().getName())) {
        throw new ClusterException("the kubeconfig has no context " + name);
      }
    });
    return connect(found, UnaryOperator.identity());
  }

  /// The cluster that `kubeconfig` names, given as its text.
  public static KubernetesClient fromKubeconfig(String kubeconfig) {
    return fromKubeconfig(kubeconfig, UnaryOperator.identity());
  }

  /// The same, through a connection that `more` has looked at.
  public static KubernetesClient fromKubeconfig(String kubeconfig, UnaryOperator<KubernetesClientBuilder> more) {
    return connect(Config.fromKubeconfig(kubeconfig), more);
  }

  /// Requests are made again by [Requests], which tells an answer that was lost from one that never was. A connection of
  /// HTTP/2 would be used again after it went silent, and so would be all that follows.
  private static KubernetesClient connect(Config found, UnaryOperator<KubernetesClientBuilder> more) {
    var config = new ConfigBuilder(found)
        .withRequestTimeout(Math.toIntExact(ANSWER.toMillis()))
        .withConnectionTimeout(Math.toIntExact(CONNECT.toMillis()))
        .withRequestRetryBackoffLimit(0)
        .withHttp2Disable(true)
        .build();
    return more.apply(new KubernetesClientBuilder().withConfig(config)).build();
  }
}
