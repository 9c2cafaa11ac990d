package dev.restorebot.bot.console;

import dev.restorebot.bot.terminal.Board;
import dev.restorebot.bot.terminal.Bot;
import dev.restorebot.bot.terminal.Talk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Lets terminals in through a socket: whoever runs as the same user may talk, and is recorded as local, with the operating system's user
/// that is behind the terminal. Thread-safe.
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ConsoleServer.class.getName());
  private static final String PREFIX = "local:";
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

  private final Bot bot;
  private final Board board;
  private final ServerSocketChannel door;
  private final Thread porter = Thread.ofVirtual().name("console").unstarted(this::welcome);

  private ConsoleServer(Bot bot, Board board, ServerSocketChannel door) {
    this.bot = bot;
    this.board = board;
    this.door = door;
  }

  /// Opens the door at `socket`. One that was left there by a bot that was killed is removed, so only whoever holds the bot's
  /// state may call this.
  public static ConsoleServer open(Path socket, Bot bot, Board board) throws IOException {
    Files.deleteIfExists(socket);
    var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, OURS);
    var server = new ConsoleServer(bot, board, door);
    server.porter.start();
    return server;
  }

  private void welcome() {
    while (door.isOpen()) {
      try {
        var guest = door.accept();
        Thread.ofVirtual().name("terminal").start(() -> serve(guest));
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a terminal could not be let in", e);
      }
    }
  }

  private void serve(SocketChannel guest) {
    try (guest;
        var in = new BufferedReader(new InputStreamReader(Channels.newInputStream(guest), StandardCharsets.UTF_8));
        var out = new PrintStream(Channels.newOutputStream(guest), true, StandardCharsets.UTF_8)) {
      out.print(Trailer.of(talk(user(guest), in, out)));
      out.flush();
      guest.shutdownOutput();
      // A socket that is closed with something unread breaks off, and the guest does not see what was said last.
      in.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      LOG.log(Level.INFO, "a terminal has gone: {0}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The user of the process at the other end, as the operating system says.
  private static String user(SocketChannel guest) {
    try {
      return guest.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException _) {
      return "unknown";
    }
  }

  private int talk(String user, BufferedReader in, PrintStream out) throws IOException, InterruptedException {
    try {
      var line = in.readLine();
      var hello = Hello.read(line == null ? "" : line);
      if (!hello.who().id().startsWith(PREFIX)) {
        throw new IllegalArgumentException("a terminal is local");
      }
      bot.desk().opened(hello.who(), user);
      return new Talk(bot, board, hello.who(), hello.pace()).talk(in, out);
    } catch (IllegalArgumentException e) {
      out.println("restorebot: " + e.getMessage());
      return 2;
    }
  }

  /// Closes the door, and returns when nobody can come in any more. Those who are in stay until they leave or the bot ends.
  @Override
  public void close() throws IOException {
    door.close();
    try {
      porter.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
