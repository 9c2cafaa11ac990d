package dev.restorebot.bot.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Somebody on a bare socket, who says what they like.
public final class Visitor implements AutoCloseable {
  /// Milliseconds between drops.
  private static final int PACE = 20;
  /// Milliseconds after which an answer is missing.
  private static final int PATIENCE = 15_000;
  private final Socket socket;

  private Visitor(Socket socket) {
    this.socket = socket;
  }

  /// Connects, from the `last` of this machine's own addresses, 127.0.0.1 and on.
  public static Visitor from(int last, int port) throws IOException {
    var from = InetAddress.getByAddress(new byte[]{127, 0, 0, (byte) last});
    var socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
    socket.setSoTimeout(PATIENCE);
    return new Visitor(socket);
  }

  /// Connects.
  public static Visitor at(int port) throws IOException {
    return from(1, port);
  }

  /// As many as said; each says `text` and then nothing.
  public static List<Visitor> crowd(int count, int port, String text) throws IOException {
    List<Visitor> crowd = new ArrayList<>();
    for (var i = 0; i < count; i++) {
      var visitor = at(port);
      visitor.trySay(text);
      crowd.add(visitor);
    }
    return crowd;
  }

  /// Sends `text`.
  public Visitor say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /// Sends `text` if the connection still stands.
  public boolean trySay(String text) {
    try {
      say(text);
      return true;
    } catch (SocketException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends `drop` again and again, a little apart, until the other side has ended the connection; what it had said.
  public String dribble(String drop) throws IOException {
    socket.setSoTimeout(PACE);
    var heard = new StringBuilder();
    while (trySay(drop)) {
      try {
        var read = socket.getInputStream().read();
        if (read < 0) {
          break;
        }
        heard.append((char) read);
      } catch (SocketTimeoutException _) {
        // Nothing yet: the next drop.
      } catch (SocketException _) {
        break;
      }
    }
    return heard.toString();
  }

  /// The status line of the answer; empty if the connection ended without one.
  public String status() throws IOException {
    var line = new StringBuilder();
    try {
      for (int read = socket.getInputStream().read(); read >= 0 && read != '\r'; read =
          socket.getInputStream().read()) {
        line.append((char) read);
      }
    } catch (SocketException _) {
      return "";
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
