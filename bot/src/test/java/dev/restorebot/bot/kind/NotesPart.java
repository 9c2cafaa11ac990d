package dev.restorebot.bot.kind;

import com.sun.net.httpserver.HttpServer;
import dev.restorebot.bot.sandbox.Program;
import dev.restorebot.bot.sandbox.SandboxPart;
import dev.restorebot.bot.sandbox.SandboxPorts;
import dev.restorebot.kind.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Notes in the sandbox: milk and bread were lost, eggs was written since.
record NotesPart() implements SandboxPart {
  @Override
  public List<String> ports() {
    return List.of("notes");
  }

  @Override
  public String configuration() {
    return """
          notes:
            kind: notes
            namespace: notes
            workload: deployment/notes
            volume: { claim: notes-data, owner: "1000:1000", mountedAt: /notes }
            backups:
              store: sandbox
              bucket: sandbox-backups
              credentials: { secret: notes-s3-credentials, accessKey: access-key, secretKey: secret-key }
              databases:
                notes: { key: "notes/db/notes-{timestamp}.sqlite", file: notes.sqlite }
              schedule: "0 2 * * *"
              cronJobs: [notes-backup]
            notes: { url: "http://127.0.0.1:@notes@" }
        """;
  }

  @Override
  public void make(NewWorld world) {
    try {
      write(Files.createDirectories(world.volume()).resolve("notes.sqlite"), "eggs");
      for (var day : List.of("23", "24")) {
        var backup = Files.createDirectories(world.scratch()).resolve(day);
        write(backup, "bread", "milk");
        world.store().put("notes/db/notes-202602" + day + "-020011.sqlite", Files.readAllBytes(backup),
            Instant.parse("2026-02-" + day + "T02:00:12Z"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String... notes) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE note (name TEXT PRIMARY KEY)");
      statement.execute("CREATE TABLE tag (note TEXT PRIMARY KEY, tag TEXT)");
      for (var note : notes) {
        statement.execute("INSERT INTO note VALUES ('" + note + "')");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Program program(Path volume, SandboxPorts ports, InstantSource clock) {
    return new Server(volume.resolve("notes.sqlite"), ports.of("notes"));
  }

  /// Tells the notes, a line each.
  static final class Server implements Program {
    private final Path database;
    private final int port;
    private @Nullable HttpServer server;

    Server(Path database, int port) {
      this.database = database;
      this.port = port;
    }

    @Override
    public synchronized void start() {
      if (server != null) {
        return;
      }
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      server.createContext("/notes", exchange -> {
        try (exchange; var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
          var text = String.join("\n", Notes.items(connection).stream().map(Item::id).toList())
              .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
        } catch (SQLException e) {
          throw new IOException(e);
        }
      });
      server.start();
    }

    @Override
    public synchronized void stop() {
      if (server != null) {
        server.stop(0);
        server = null;
      }
    }

    @Override
    public synchronized boolean running() {
      return server != null;
    }

    @Override
    public List<String> log() {
      return List.of();
    }
  }
}
