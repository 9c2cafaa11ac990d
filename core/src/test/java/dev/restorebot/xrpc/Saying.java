package dev.restorebot.xrpc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a server says to one request, and how it brings that.
///
/// @param status with its words
/// @param headers a line each, without those that tell the length
/// @param content a character for each byte of the body
record Saying(String status, String headers, String content, Framing framing) {
  /// More than anybody reads of an answer.
  static final long ENDLESS = 64 << 20;
  private static final int TICK = 15;

  /// How a body is brought.
  enum Framing {
    WHOLE, CHUNKED, UNTIL_CLOSED, SHORTER, LONGER, BROKEN_CHUNKS, UNENDED_CHUNKS, ENDLESS_CHUNKS, ENDLESS_HEADERS, DRIPPING, STALLING, SILENT, CLOSED, GARBAGE
  }

  static Saying right(String json) {
    return new Saying("200 OK", "content-type: application/json\r\n", bytes(json.getBytes(StandardCharsets.UTF_8)),
        Framing.WHOLE);
  }

  Saying with(Framing other) {
    return new Saying(status, headers, content, other);
  }

  Saying with(byte[] other) {
    return new Saying(status, headers, bytes(other), framing);
  }

  Saying with(String otherStatus, String otherHeaders) {
    return new Saying(otherStatus, otherHeaders, content, framing);
  }

  byte[] body() {
    return content.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String bytes(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /// What of the body can have come.
  byte[] arriving() {
    return switch (framing) {
      case WHOLE, CHUNKED, UNTIL_CLOSED, DRIPPING -> body();
      case SHORTER -> Arrays.copyOf(body(), content.length() / 2);
      case LONGER, BROKEN_CHUNKS, UNENDED_CHUNKS, ENDLESS_CHUNKS, ENDLESS_HEADERS, STALLING, SILENT, CLOSED, GARBAGE ->
        new byte[0];
    };
  }

  /// Says it, until the other side has had enough.
  ///
  /// @return how many bytes were sent
  long say(Socket socket) throws IOException {
    var out = socket.getOutputStream();
    var head = "HTTP/1.1 " + status + "\r\nconnection: close\r\n" + headers;
    return switch (framing) {
      case WHOLE -> send(out, head + length(content.length()), body());
      case SHORTER -> send(out, head + length(content.length() / 2), body());
      case LONGER -> send(out, head + length(content.length() + 7), body());
      case UNTIL_CLOSED -> send(out, head, body());
      case CHUNKED -> send(out, head + "transfer-encoding: chunked\r\n", chunks("0\r\n\r\n"));
      case BROKEN_CHUNKS -> send(out, head + "transfer-encoding: chunked\r\n", chunks("xyz\r\n"));
      case UNENDED_CHUNKS -> send(out, head + "transfer-encoding: chunked\r\n", chunks("")) + rest(socket);
      case ENDLESS_CHUNKS -> send(out, head + "transfer-encoding: chunked\r\n", chunks(""))
          + endless(out, "400\r\n" + " ".repeat(1024) + "\r\n");
      case ENDLESS_HEADERS -> {
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        yield endless(out, "x-more: " + "m".repeat(1000) + "\r\n");
      }
      case DRIPPING -> drip(socket, head + length(content.length()));
      case STALLING ->
        send(out, head + length(content.length()), Arrays.copyOf(body(), content.length() / 2)) + rest(socket);
      case SILENT -> rest(socket);
      case CLOSED -> 0;
      case GARBAGE -> send(out, "\0\1\2 what?\r\n", body());
    };
  }

  private static String length(int length) {
    return "content-length: " + length + "\r\n";
  }

  private byte[] chunks(String end) {
    var text = Integer.toHexString(content.length()) + "\r\n" + content + "\r\n" + end;
    return (content.length() == 0 ? end : text).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static long send(OutputStream out, String head, byte[] content) throws IOException {
    out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(content);
    out.flush();
    return content.length;
  }

  private static long endless(OutputStream out, String part) throws IOException {
    var bytes = part.getBytes(StandardCharsets.ISO_8859_1);
    var sent = 0L;
    try {
      while (sent < ENDLESS) {
        out.write(bytes);
        sent += bytes.length;
      }
    } catch (IOException _) {
      // The other side has had enough.
    }
    return sent;
  }

  private long drip(Socket socket, String head) throws IOException {
    send(socket.getOutputStream(), head, new byte[0]);
    for (var one : body()) {
      if (gone(socket, TICK)) {
        break;
      }
      socket.getOutputStream().write(one);
    }
    return content.length();
  }

  /// Says nothing more, and waits for the other side to leave.
  private static long rest(Socket socket) throws IOException {
    while (!gone(socket, 0)) {
      // It said something more.
    }
    return 0;
  }

  private static boolean gone(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }
}
