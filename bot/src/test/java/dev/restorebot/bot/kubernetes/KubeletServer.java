package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/// The HTTPS endpoint of a kubelet, where the API server fetches logs and has standard inputs of containers written to. Thread-safe.
final class KubeletServer implements AutoCloseable {
  private static final int THREADS = 8;

  private final Function<LogRequest, Optional<? extends LogSource>> pods;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server = new Server(new QueuedThreadPool(THREADS));
  private final ServerConnector connector;

  /// Listens from now on.
  ///
  /// @param inputs opens a standard input
  KubeletServer(Function<LogRequest, Optional<? extends LogSource>> pods, Attachments inputs) {
    this.pods = pods;
    var tls = new SslContextFactory.Server();
    tls.setSslContext(ServerKey.context());
    connector = new ServerConnector(server, 1, 1, AbstractConnectionFactory.getFactories(tls,
        new HttpConnectionFactory(new HttpConfiguration())));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    var upgrades = new WebSocketUpgradeHandler();
    upgrades.addMapping("/attach/*", (request, response, _) -> {
      response.setAcceptedSubProtocol(Attachments.PROTOCOL);
      return inputs.open(Request.getPathInContext(request));
    });
    upgrades.setHandler(new Answering());
    server.setHandler(upgrades);
    try {
      server.start();
    } catch (Exception e) { // that is what it declares
      throw new IllegalStateException("the kubelet's server does not start", e);
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  private final class Answering extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      threads.execute(() -> {
        try {
          answer(request, response);
          callback.succeeded();
        } catch (IOException | RuntimeException e) {
          request.getConnectionMetaData().getConnection().getEndPoint().close();
          callback.failed(e);
        }
      });
      return true;
    }
  }

  private void answer(Request asked, Response response) throws IOException {
    var request = LogRequest.of(URI.create(asked.getHttpURI().getPathQuery()));
    if (request.isEmpty()) {
      say(response, 404, "404 page not found");
      return;
    }
    var pod = pods.apply(request.get());
    if (pod.isEmpty()) {
      say(response, 404, "pod \"" + request.get().pod() + "\" not found");
      return;
    }
    answer(response, request.get(), pod.get());
  }

  private static void answer(Response response, LogRequest request, LogSource pod) throws IOException {
    var who = "\"" + request.container() + "\" in pod \"" + request.pod() + "\"";
    if (pod.hidesItsLog()) {
      say(response, 500, "Internal error occurred: the log of container " + who + " could not be opened");
      return;
    }
    if (request.ofThePreviousContainer()) {
      say(response, 400, "previous terminated container " + who + " not found");
      return;
    }
    if (pod.waitsBecause().isPresent()) {
      say(response, 400, "container " + who + " is waiting to start: " + pod.waitsBecause().get());
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    response.setStatus(200);
    try (var output = Content.Sink.asOutputStream(response)) {
      stream(output, request, pod);
    } catch (InterruptedException _) {
      throw new IOException("the kubelet ends");
    }
  }

  /// The connection is cut when this throws.
  private static void stream(OutputStream output, LogRequest request, LogSource pod)
      throws IOException, InterruptedException {
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

  private static void say(Response response, int status, String text) {
    response.setStatus(status);
    Content.Sink.write(response, true, text, Callback.NOOP);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      server.stop();
    } catch (Exception e) { // that is what it declares
      throw new IllegalStateException("the kubelet's server does not stop", e);
    }
  }
}
