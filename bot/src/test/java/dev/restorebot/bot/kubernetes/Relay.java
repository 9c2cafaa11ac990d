package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a client and the API server and cuts their connections. Thread-safe.
final class Relay implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  Relay(URI server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Where clients find it: the server's address with another port.
  String address() {
    return server.getScheme() + "://" + server.getHost() + ":" + listening.getLocalPort();
  }

  /// Cuts all connections; new ones are let through.
  void cut() {
    open.forEach(Relay::close);
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        var behind = new Socket(server.getHost(), server.getPort());
        open.addAll(List.of(client, behind));
        Thread.ofVirtual().start(() -> pass(client, behind));
        Thread.ofVirtual().start(() -> pass(behind, client));
      }
    } catch (IOException _) {
      cut(); // it was closed
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // one side is gone, and so is the other
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it cannot be used in either case
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
