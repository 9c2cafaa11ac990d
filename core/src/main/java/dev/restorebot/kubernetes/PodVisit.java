package dev.restorebot.kubernetes;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Permission;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.PodExec.ExecResult;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Questions to one pod through one forwarded port, which is opened for the first of them. Whatever keeps it from being opened
/// is the answer to all. Thread-safe.
final class PodVisit implements PodExec.Visit {
  /// What the client puts before what the cluster said.
  private static final String PREFIX = "Received an error from the remote socket ";

  private final KubernetesClient client;
  private final WorkloadRef ref;
  private final int port;
  private final Duration patience;
  private final ReadyPods pods;
  private final Reviews reviews;
  private Optional<Way> found = Optional.empty();

  PodVisit(KubernetesClient client, WorkloadRef ref, int port, Duration patience) {
    var requests = new Requests(patience);
    this.client = client;
    this.ref = ref;
    this.port = port;
    this.patience = patience;
    this.pods = new ReadyPods(client, requests);
    this.reviews = new Reviews(client, requests);
  }

  /// The way to the program, or why there is none.
  private sealed interface Way {
    record Open(String pod, LocalPortForward forward, Loopback loopback) implements Way {}

    record Shut(ExecResult answer) implements Way {}
  }

  @Override
  public ExecResult get(String pathAndQuery) {
    return switch (way()) {
      case Way.Shut(var answer) -> answer;
      case Way.Open open -> switch (open.loopback().get(pathAndQuery)) {
        case ExecResult.Unreachable(var reason) -> unanswered(open, reason);
        case ExecResult answer -> answer;
      };
    };
  }

  private synchronized Way way() {
    if (found.isEmpty()) {
      found = Optional.of(find());
    }
    return found.get();
  }

  private Way find() {
    try {
      return pods.newest(ref).<Way>map(this::open)
          .orElseGet(() -> new Way.Shut(new ExecResult.Unreachable("no pod of " + ref + " is ready")));
    } catch (ClusterException e) {
      return new Way.Shut(new ExecResult.Unreachable(String.valueOf(e.getMessage())));
    } catch (IllegalStateException e) {
      return new Way.Shut(new ExecResult.Unreachable("no port of this machine can be had: " + e.getMessage()));
    }
  }

  private Way open(String pod) {
    var forward = client.pods().inNamespace(ref.namespace()).withName(pod).portForward(port,
        InetAddress.getLoopbackAddress(), 0);
    return new Way.Open(pod, forward, new Loopback(forward.getLocalPort(), patience));
  }

  /// Why the program did not answer: of a refusal there is nothing to be seen here but that the connection broke.
  private ExecResult unanswered(Way.Open open, String reason) {
    try {
      var missing = reviews.missing(Permissions.ofTheInside(ref.namespace()));
      if (!missing.isEmpty() && isRefused(open.forward(), missing)) {
        return new ExecResult.NotAllowed("restorebot lacks the permission to "
            + missing.stream().map(Permission::verb).collect(joining(" and to ")) + " "
            + missing.getFirst().resource() + " in namespace " + ref.namespace());
      }
    } catch (ClusterException e) {
      return new ExecResult.Unreachable(String.valueOf(e.getMessage()));
    }
    return new ExecResult.Unreachable(
        "pod " + open.pod() + ", port " + port + ": " + said(open.forward()).orElse(reason));
  }

  /// Without `get` every cluster refuses; without `create` some do.
  private static boolean isRefused(LocalPortForward forward, List<Permission> missing) {
    return missing.stream().anyMatch(permission -> permission.verb().equals("get"))
        || forward.getServerThrowables().stream()
            .anyMatch(failure -> status(failure) == HttpURLConnection.HTTP_FORBIDDEN);
  }

  /// What the cluster said.
  private static Optional<String> said(LocalPortForward forward) {
    return forward.getServerThrowables().stream().map(PodVisit::words).filter(text -> !text.isEmpty()).findFirst();
  }

  private static String words(Throwable failure) {
    return status(failure) > 0
        ? "the cluster does not forward it (HTTP " + status(failure) + ")"
        : requireNonNullElse(failure.getMessage(), "").replace(PREFIX, "");
  }

  /// What it answered in the place of opening the forward; 0 if that is not what failed.
  private static int status(Throwable failure) {
    return failure instanceof WebSocketHandshakeException said ? said.getResponse().code() : 0;
  }

  @Override
  public synchronized void close() {
    if (found.isPresent() && found.get() instanceof Way.Open(_, var forward, var loopback)) {
      loopback.close();
      try {
        forward.close();
      } catch (IOException _) {
        // Its port is closed first, and the rest ends with its connections.
      }
    }
    found = Optional.of(new Way.Shut(new ExecResult.Unreachable("the visit is over")));
  }
}
