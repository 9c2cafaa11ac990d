package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Stands between a client and the API server: cuts their connections, lets them fall silent, makes answers late. Thread-safe.
final class Relay implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final List<Connection> open = new CopyOnWriteArrayList<>();
  private volatile Duration late = Duration.ZERO;

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
    open.forEach(Connection::cut);
    open.clear();
  }

  /// Keeps all connections open, and lets nothing more through on them; new ones are let through.
  void swallow() {
    open.forEach(Connection::swallow);
  }

  /// Lets everything that the server says from now on come later by this much.
  void delay(Duration by) {
    late = by;
  }

  private void accept() {
    try {
      while (true) {
        var connection = new Connection(listening.accept(), new Socket(server.getHost(), server.getPort()));
        open.add(connection);
        Thread.ofVirtual().start(() -> connection.pass(connection.client, connection.behind, false));
        Thread.ofVirtual().start(() -> connection.pass(connection.behind, connection.client, true));
      }
    } catch (IOException _) {
      cut(); // it was closed
    }
  }

  private final class Connection {
    private static final int CHUNK = 16 * 1024;

    private final Socket client;
    private final Socket behind;
    private volatile boolean silent;

    private Connection(Socket client, Socket behind) {
      this.client = client;
      this.behind = behind;
    }

    private void pass(Socket from, Socket to, boolean answers) {
      var chunk = new byte[CHUNK];
      try {
        for (var read = from.getInputStream().read(chunk); read >= 0; read = from.getInputStream().read(chunk)) {
          if (answers && !late.isZero()) {
            LockSupport.parkNanos(late.toNanos());
          }
          if (!silent) {
            to.getOutputStream().write(chunk, 0, read);
          }
        }
      } catch (IOException _) {
        // one side is gone, and so is the other
      } finally {
        cut();
      }
    }

    private void swallow() {
      silent = true;
    }

    private void cut() {
      close(client);
      close(behind);
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException _) {
        // it cannot be used in either case
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
