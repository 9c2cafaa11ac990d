package dev.restorebot.xrpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// A server that says what it is told to, byte for byte. Thread-safe.
final class SayingServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private volatile Function<String, Saying> sayings = _ -> Saying.right("{}");

  SayingServer() throws IOException {
    var _ = threads.submit(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /// From now on, says what `sayings` has for what is asked for.
  void says(Function<String, Saying> other) {
    sayings = other;
    asked.clear();
    sent.set(0);
  }

  /// What was asked for since.
  List<String> asked() {
    return asked;
  }

  /// How many bytes were sent since on the connection that took most.
  long mostSent() {
    return sent.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        var _ = threads.submit(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var head = head(socket.getInputStream());
      if (head.contains(" ")) {
        var path = head.split(" ", 3)[1];
        asked.add(path);
        sent.accumulateAndGet(sayings.apply(path).say(socket), Math::max);
      }
    } catch (IOException _) {
      // The other side has left.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var one = in.read();
      if (one < 0) {
        return "";
      }
      head.write(one);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
