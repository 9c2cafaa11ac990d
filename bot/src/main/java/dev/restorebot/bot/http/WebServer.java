package dev.restorebot.bot.http;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.restorebot.bot.http.Body.End;
import dev.restorebot.bot.http.Site.Decision.Read;
import dev.restorebot.bot.http.Site.Decision.Refuse;
import dev.restorebot.bot.http.Site.HttpAnswer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// An HTTP/1.1 server whose port strangers may reach: connections are limited in number and in time, bodies in length, and
/// no thread waits for what a client has yet to send. One request a connection. Speaks no TLS. Thread-safe.
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WebServer.class.getName());
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LONG = 413;
  private static final int FAILED = 500;
  private static final int GOING = 503;
  private static final int HEAD_BYTES = 8 * 1024;
  private static final long MOST_AFTER_REFUSAL = 4L << 20;
  private static final int THREADS_OF_SERVER = 8;
  private static final int IDLE_THREADS = 2;
  private static final int MILLISECONDS_TO_FINISH = 2000;

  private final Server server;
  private final ServerConnector connector;
  private final Strangers strangers;
  private final Site site;
  /// No virtual threads: those that compute, or are in SQLite, let the others wait, and people wait for this.
  private final ExecutorService answers;

  private WebServer(String name, int port, int atOnce, Limits limits, Site site) {
    // Jetty's own queue has the whole of JMX started, to learn the size of a cache line.
    var threads = new QueuedThreadPool(THREADS_OF_SERVER, IDLE_THREADS, new LinkedBlockingQueue<>());
    threads.setName(name + "-http");
    threads.setDaemon(true);
    this.server = new Server(threads);
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    this.strangers = new Strangers(limits, connector.getScheduler());
    this.site = site;
    this.answers = Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    connector.setPort(port);
    connector.setIdleTimeout(limits.time().toMillis());
    connector.addEventListener(strangers);
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(new ToSite(limits.bodyBytes())));
    server.setErrorHandler((request, response, callback) -> {
      callback.succeeded(); // the status says it
      return true;
    });
    server.setStopTimeout(MILLISECONDS_TO_FINISH);
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setPersistentConnectionsEnabled(false);
    configuration.setRequestHeaderSize(HEAD_BYTES);
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    return configuration;
  }

  /// Listens on `port`, or on one that is free if that is 0.
  ///
  /// @param name what its threads are called
  /// @param atOnce how many answers are made at a time; more requests wait
  /// @throws IOException if the port cannot be had
  public static WebServer open(String name, int port, int atOnce, Limits limits, Site site) throws IOException {
    var server = new WebServer(name, port, atOnce, limits, site);
    try {
      server.server.start();
      return server;
    } catch (Exception e) { // that is what it declares
      server.close();
      throw e instanceof IOException io ? io : new IOException("no HTTP on port " + port + ": " + e.getMessage(), e);
    }
  }

  /// Where it listens.
  public int port() {
    return connector.getLocalPort();
  }

  /// How many connections are open.
  public int connections() {
    return strangers.count();
  }

  /// Takes nothing more, lets what was taken be answered for two seconds at most, and ends all threads. Blocks.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // that is what it declares
      LOG.log(Level.DEBUG, "an HTTP server was not stopped in peace", e);
    }
    answers.shutdownNow();
  }

  private final class ToSite extends Handler.Abstract.NonBlocking {
    private final int bodyBytes;

    private ToSite(int bodyBytes) {
      this.bodyBytes = bodyBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      switch (site.decide(head(request))) {
        case Refuse(var status) -> refuse(status, request, response, callback);
        case Read(var allowed, var answer) -> {
          var most = Math.min(allowed, bodyBytes);
          if (request.getLength() > most) {
            refuse(TOO_LONG, request, response, callback);
            return true;
          }
          Body.read(request, most,
              body -> whole(request, response, callback, () -> answer.apply(body)),
              end -> refuse(end == End.TOO_LONG ? TOO_LONG : BAD_REQUEST, request, response, callback));
        }
      }
      return true;
    }

    private void whole(Request request, Response response, Callback callback, Supplier<HttpAnswer> answer) {
      var connection = request.getConnectionMetaData().getConnection();
      strangers.heard(connection);
      try {
        answers.execute(() -> {
          try {
            send(answered(answer), response, callback);
          } finally {
            strangers.answered(connection);
          }
        });
      } catch (RejectedExecutionException _) {
        refuse(GOING, request, response, callback);
      }
    }
  }

  private static HttpAnswer answered(Supplier<HttpAnswer> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request over HTTP could not be answered", e);
      return HttpAnswer.bare(FAILED);
    }
  }

  private static void send(HttpAnswer answer, Response response, Callback callback) {
    try {
      response.setStatus(answer.status());
      if (!answer.body().isEmpty()) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
      }
      Content.Sink.write(response, true, StandardCharsets.UTF_8.encode(answer.body()));
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    } finally {
      answer.afterwards().run();
    }
  }

  /// Answers at once, and reads on for a while: where a connection is closed while its other side still sends, that side
  /// loses the answer.
  private static void refuse(int status, Request request, Response response, Callback callback) {
    response.setStatus(status);
    response.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(
        () -> Body.discard(request, MOST_AFTER_REFUSAL, callback::succeeded), callback::failed));
  }

  private static Head head(Request request) {
    var headers = request.getHeaders().stream()
        .collect(toUnmodifiableMap(field -> field.getName().toLowerCase(Locale.ROOT), WebServer::values,
            (first, second) -> Stream.concat(first.stream(), second.stream()).toList()));
    return new Head(request.getMethod(), request.getHttpURI().getDecodedPath(), headers,
        Request.getRemoteAddr(request));
  }

  private static List<String> values(HttpField field) {
    return List.of(field.getValue() == null ? "" : field.getValue());
  }
}
