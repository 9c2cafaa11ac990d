package dev.restorebot.bot.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The HTTPS endpoint of a kubelet, where the API server fetches logs. Thread-safe.
final class KubeletLogs implements AutoCloseable {
  static {
    // Else a line of a followed log waits for the acknowledgement of the one before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Function<LogRequest, Optional<? extends LogSource>> pods;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;

  /// Listens from now on.
  KubeletLogs(Function<LogRequest, Optional<? extends LogSource>> pods) {
    this.pods = pods;
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(ServerKey.context()));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (var body = exchange.getRequestBody()) {
      body.readAllBytes();
    }
    var request = LogRequest.of(exchange.getRequestURI());
    if (request.isEmpty()) {
      say(exchange, 404, "404 page not found");
      return;
    }
    var pod = pods.apply(request.get());
    if (pod.isEmpty()) {
      say(exchange, 404, "pod \"" + request.get().pod() + "\" not found");
      return;
    }
    answer(exchange, request.get(), pod.get());
  }

  private static void answer(HttpExchange exchange, LogRequest request, LogSource pod) throws IOException {
    var who = "\"" + request.container() + "\" in pod \"" + request.pod() + "\"";
    if (pod.hidesItsLog()) {
      say(exchange, 500, "Internal error occurred: the log of container " + who + " could not be opened");
      return;
    }
    if (request.ofThePreviousContainer()) {
      say(exchange, 400, "previous terminated container " + who + " not found");
      return;
    }
    if (pod.waitsBecause().isPresent()) {
      say(exchange, 400, "container " + who + " is waiting to start: " + pod.waitsBecause().get());
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, 0);
    try {
      stream(exchange, request, pod);
    } catch (InterruptedException _) {
      throw new IOException("the kubelet ends");
    }
    exchange.close();
  }

  /// The connection is cut when this throws.
  private static void stream(HttpExchange exchange, LogRequest request, LogSource pod)
      throws IOException, InterruptedException {
    var output = exchange.getResponseBody();
    var left = request.limit();
    output.flush(); // the head
    for (var i = request.first(pod.log().size()); left > 0; i++) {
      var line = request.follows() || i < pod.log().size() ? pod.log().await(i) : Optional.<PodLog.Line>empty();
      if (line.isEmpty()) {
        return;
      }
      if (!request.wants(line.get())) {
        continue;
      }
      var text = request.text(line.get()).getBytes(StandardCharsets.UTF_8);
      output.write(Arrays.copyOf(text, (int) Math.min(left, text.length)));
      output.flush();
      left -= text.length;
      pod.sent(line.get());
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
