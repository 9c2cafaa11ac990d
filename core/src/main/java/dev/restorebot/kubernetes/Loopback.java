package dev.restorebot.kubernetes;

import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.PodExec.ExecResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks over HTTP at a port of this machine's loopback address. Connections are kept and used again. Thread-safe.
final class Loopback implements AutoCloseable {
  private final String base;
  private final Duration patience;
  private final HttpClient client;

  /// @param patience how long a whole answer may take
  Loopback(int port, Duration patience) {
    this.base = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    this.patience = patience;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY)
        .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(patience).build();
  }

  /// What is said to `GET pathAndQuery`.
  ExecResult get(String pathAndQuery) {
    var request = HttpRequest.newBuilder(URI.create(base + pathAndQuery)).header("user-agent", "restorebot")
        .timeout(patience).build();
    var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), PodExec.LIMIT));
    try {
      var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new ExecResult.Answered(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException _) {
      answer.cancel(true);
      return late();
    } catch (ExecutionException e) {
      return broken(Optional.ofNullable(e.getCause()).orElse(e));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new ExecResult.Unreachable("the question was interrupted");
    }
  }

  private ExecResult broken(Throwable cause) {
    return switch (cause) {
      case HttpTimeoutException _ -> late();
      case IOException e when e.getMessage() != null && e.getMessage().contains("capacity") ->
        new ExecResult.Unreachable("it answers with more than " + PodExec.LIMIT / 1024 + " KiB");
      default -> new ExecResult.Unreachable("the connection broke");
    };
  }

  private ExecResult late() {
    return new ExecResult.Unreachable("no whole answer within " + patience.toSeconds() + " s");
  }

  /// Ends at once, with whatever is still asked.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
