package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server of the sandbox on a fixed port, reachable from this machine only. Thread-safe.
final class LocalServer {
  private static final int BODY_LIMIT = 64 * 1024;
  /// Those of the server itself, which only pass on what comes.
  private static final int THREADS = 8;
  private static final Pattern AMPERSAND = Pattern.compile("&");

  private final String name;
  private final Responder responder;
  private final Map<String, Teller> tellers;
  private int port;
  private @Nullable Running running;

  /// @param port 0 for any; it stays the same from the first start on
  LocalServer(String name, int port, Responder responder) {
    this(name, port, responder, Map.of());
  }

  /// @param tellers those who talk over a websocket, by path; whoever asks there without one is answered as elsewhere
  LocalServer(String name, int port, Responder responder, Map<String, Teller> tellers) {
    this.name = name;
    this.port = port;
    this.responder = responder;
    this.tellers = Map.copyOf(tellers);
  }

  /// Answers one request.
  @FunctionalInterface
  interface Responder {
    LocalAnswer answer(Request request);
  }

  /// Says what is told over one websocket.
  @FunctionalInterface
  interface Teller {
    /// What is told to whoever has opened it with `request`.
    Telling tell(Request request);
  }

  /// @param path decoded
  /// @param rawPath as it came
  /// @param query as it came
  record Request(String method, String path, String rawPath, @Nullable String query, String body) {
    /// One whose path needs no encoding.
    Request(String method, String path, @Nullable String query, String body) {
      this(method, path, path, query, body);
    }

    /// The value of a parameter of the query.
    Optional<String> parameter(String name) {
      return AMPERSAND.splitAsStream(query == null ? "" : query).filter(pair -> pair.startsWith(name + "="))
          .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8)).findFirst();
    }
  }

  /// An answer; empty bodies are sent without a type.
  record LocalAnswer(int status, String body, String type) {
    /// An answer in JSON.
    LocalAnswer(int status, String body) {
      this(status, body, "application/json; charset=utf-8");
    }
  }

  /// What runs from a start to a stop.
  private record Running(Server server, ServerConnector connector, ExecutorService threads, LocalSockets sockets) {}

  synchronized void start() {
    if (running != null) {
      return;
    }
    var channel = Port.take(name, port, () -> ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    var pool = new QueuedThreadPool(THREADS);
    pool.setName(name + "-http");
    var server = new Server(pool);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setIdleTimeout(0); // nobody else can reach it, and who is kept waiting knows why
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var sockets = new LocalSockets(threads);
    server.addConnector(connector);
    server.setHandler(handler(threads, sockets));
    try {
      connector.open(channel);
      server.start();
    } catch (Exception e) { // that is what it declares
      throw new IllegalStateException("the sandbox's " + name + " does not start", e);
    }
    port = connector.getLocalPort();
    running = new Running(server, connector, threads, sockets);
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setUriCompliance(UriCompliance.UNSAFE); // the responder gets what came, whatever that is
    return configuration;
  }

  private Handler handler(ExecutorService threads, LocalSockets sockets) {
    var upgrades = new WebSocketUpgradeHandler();
    tellers.forEach((path, teller) -> upgrades.addMapping(path, (request, _, _) -> {
      var asked = request(request, "");
      return sockets.opening(() -> teller.tell(asked));
    }));
    upgrades.setHandler(new Answering(threads));
    return upgrades;
  }

  /// Refuses connections from now on, ends websockets, and returns when every answer under way has been given.
  synchronized void stop() {
    if (running == null) {
      return;
    }
    running.connector().close();
    running.sockets().abort();
    running.threads().close();
    try {
      running.server().stop();
    } catch (Exception e) { // that is what it declares
      throw new IllegalStateException("the sandbox's " + name + " does not stop", e);
    }
    running = null;
  }

  synchronized boolean running() {
    return running != null;
  }

  synchronized URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private final class Answering extends Handler.Abstract.NonBlocking {
    private final ExecutorService threads;

    private Answering(ExecutorService threads) {
      this.threads = threads;
    }

    @Override
    public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback) {
      try {
        threads.execute(() -> answer(request, response, callback));
      } catch (RejectedExecutionException e) {
        cut(request, callback, e);
      }
      return true;
    }
  }

  private void answer(org.eclipse.jetty.server.Request request, Response response, Callback callback) {
    try {
      var body = new String(Content.Source.asInputStream(request).readNBytes(BODY_LIMIT), StandardCharsets.UTF_8);
      var answer = responder.answer(request(request, body));
      response.setStatus(answer.status());
      if (!answer.body().isEmpty()) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
      }
      Content.Sink.write(response, true, StandardCharsets.UTF_8.encode(answer.body()));
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      cut(request, callback, e);
    }
  }

  /// Whoever gets no answer notices that at once.
  private static void cut(org.eclipse.jetty.server.Request request, Callback callback, Exception why) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(why);
  }

  private static Request request(org.eclipse.jetty.server.Request request, String body) {
    var uri = URI.create(request.getHttpURI().getPathQuery());
    return new Request(request.getMethod(), uri.getPath(), uri.getRawPath(), uri.getRawQuery(), body);
  }
}
