package dev.restorebot.bot.console;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.terminal.Talk.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// A terminal of a bot in another process.
public final class ConsoleClient {
  private static final int CUT_OFF = 1;

  private ConsoleClient() {}

  /// Talks to the bot behind `socket` until one of both ends it. Blocks.
  ///
  /// @return the status that the bot says, or 1 if it went away; empty if nobody is there
  public static OptionalInt attach(Path socket, Person who, Pace pace, InputStream in, PrintStream out)
      throws IOException {
    if (Files.notExists(socket)) {
      return OptionalInt.empty();
    }
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
      } catch (ConnectException _) {
        return OptionalInt.empty();
      }
      var hello = new Hello(who, pace).line() + "\n";
      channel.write(ByteBuffer.wrap(hello.getBytes(StandardCharsets.UTF_8)));
      // No virtual thread: those have threads of their own beneath, and this process holds nothing that it can do without.
      Thread.ofPlatform().daemon().name("typed").start(() -> pass(in, channel));
      return OptionalInt.of(show(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8), out));
    }
  }

  /// Passes on what is typed, and that no more will be.
  private static void pass(InputStream in, SocketChannel channel) {
    try {
      in.transferTo(Channels.newOutputStream(channel));
      channel.shutdownOutput();
    } catch (IOException _) {
      // The bot has gone or has ended the conversation; the other direction tells which.
    }
  }

  private static int show(Reader from, PrintStream out) throws IOException {
    var status = new StringBuilder();
    var ended = false;
    try {
      for (var letter = from.read(); letter >= 0; letter = from.read()) {
        if (letter == Trailer.END_OF_TEXT) {
          ended = true;
        } else if (ended) {
          status.append((char) letter);
        } else {
          out.print((char) letter);
          if (!from.ready()) {
            out.flush();
          }
        }
      }
    } catch (SocketException _) {
      ended = false;
    }
    out.flush();
    if (!ended || status.isEmpty()) {
      out.println();
      out.println("restorebot: the bot has gone. What was under way goes on when it is back.");
      return CUT_OFF;
    }
    return Integer.parseInt(status.toString().strip());
  }
}
