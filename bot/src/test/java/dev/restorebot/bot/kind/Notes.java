package dev.restorebot.bot.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.bot.sandbox.Program;
import dev.restorebot.bot.sandbox.SandboxPart;
import dev.restorebot.bot.sandbox.SandboxPorts;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.database.Databases;
import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Look.Seen;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Loss.Change;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Remains;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The smallest kind that does all that a kind can: notes in one database, told over HTTP, whose tags can be derived where they are missing. Nothing of the program knows it but this.
final class Notes implements KindModule<Notes.Written, URI> {
  /// What the configuration says.
  record Written(@JsonProperty(required = true) URI url) implements Section {}

  private static final Amendment TAGS = new Amendment(
      new AmendmentWords("tags", "tag", "tags", "Add tags", "approve", "approved", "these notes are found by no tag"),
      List.of("labels"), "Notes may lack tags, as when they were written by hand.", "milk is found by no tag",
      "has a tag for every note", "Tags that people thought of cannot be derived.");

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public Class<Written> section() {
    return Written.class;
  }

  @Override
  public URI settings(Written section, ServiceDefinition service, ConfigurationPath path) {
    return path.at("notes.url").web(section.url());
  }

  @Override
  public ServiceKind kind(URI url, ServiceDefinition service, PodExec inside) {
    return new Running(url);
  }

  @Override
  public Optional<Amendment> amendment() {
    return Optional.of(TAGS);
  }

  @Override
  public DataKind data() {
    return new OnDisk();
  }

  @Override
  public SandboxService sandbox() {
    return new SandboxService("notes", "A service called notes has lost its notes.", new ToPractise());
  }

  /// Notes as they are told.
  record Running(URI url) implements ServiceKind {
    @Override
    public List<String> implausible(Contents snapshot) {
      return snapshot.items().isEmpty() ? List.of("it has no notes") : List.of();
    }

    @Override
    public List<CheckResult> reachable() {
      return List.of(CheckResult.passed("notes", told().size() + " are told"));
    }

    @Override
    public Loss loss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted, Instant at) {
      return new Loss("note", missing(live, snapshot), missing(snapshot, live), List.of(), tags(snapshot), List.of());
    }

    @Override
    public Loss amending(Contents live) {
      return Loss.adding("note", tags(live));
    }

    private static List<Addition> tags(Contents of) {
      return of.items().stream().filter(item -> !item.has("tag"))
          .map(item -> new Addition(item.id(), List.of(item.id() + ", " + item.id().charAt(0)))).toList();
    }

    @Override
    public Map<String, String> fixUpParameters(Contents snapshot, ExternalState outside, Consent consent, Instant at) {
      return Map.of("untagged", String.join("\n", consent.additions().stream().map(Addition::item).toList()));
    }

    private static List<Change> missing(Contents of, Contents in) {
      return of.items().stream().filter(item -> in.item(item.id()).isEmpty())
          .map(item -> Change.of(item.id(), "note " + item.label())).toList();
    }

    @Override
    public List<CheckResult> check(Contents restored, SortedMap<String, Long> numbers, ExternalState before) {
      var told = told();
      return restored.items().stream().map(item -> told.contains(item.id())
          ? CheckResult.passed("note " + item.id(), "is told")
          : CheckResult.failed("note " + item.id(), "is not told")).toList();
    }

    private Set<String> told() {
      try (var in = url.resolve("/notes").toURL().openStream()) {
        return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      } catch (IOException _) {
        return Set.of();
      }
    }

    @Override
    public HandCommands handCommands(Contents snapshot, ExternalState outside) {
      return new HandCommands(List.of(), List.of(), List.of(), List.of("curl --fail --silent " + url + "/notes"));
    }

    @Override
    public List<String> byHand(Contents snapshot) {
      return List.of("Tell whoever wrote notes since.");
    }

    @Override
    public List<Check> checks(DiagnosisContext scene) {
      return List.of(new Lost(scene));
    }

    @Override
    public List<Judgement> judge(Signs signs) {
      if (signs.has("notes-lost")) {
        return List.of(Judgement.of(Judgement.Gravity.LOSS, Judgement.Advice.RESTORE,
            "Notes are lost: " + String.join(", ", signs.subjects("notes-lost"))));
      }
      return signs.has("notes-untagged")
          ? List.of(Judgement.of(Judgement.Gravity.PART, Judgement.Advice.AMEND,
              "No tag finds " + String.join(", ", signs.subjects("notes-untagged"))))
          : List.of();
    }
  }

  /// Whether all notes are there.
  record Lost(DiagnosisContext scene) implements Check {
    @Override
    public String name() {
      return "notes";
    }

    @Override
    public String question() {
      return "Are all notes of the newest snapshot there?";
    }

    @Override
    public boolean tellsOfLoss() {
      return true;
    }

    @Override
    public Observation look() throws InterruptedException {
      if (!(scene.snapshot() instanceof Seen(var then)) || !(scene.live() instanceof Seen(var now))) {
        return Observation.unknown("the notes cannot be compared");
      }
      var lost = then.items().stream().map(Item::id).filter(id -> now.item(id).isEmpty()).toList();
      if (!lost.isEmpty()) {
        return Observation.of(Condition.LOST,
            List.of(new Sign("notes-lost", lost, lost.size() + " notes are not there")));
      }
      var bare = now.items().stream().filter(item -> !item.has("tag")).map(Item::id).toList();
      return bare.isEmpty()
          ? Observation.fine("all notes are there")
          : Observation.of(Condition.DEGRADED, List.of(new Sign("notes-untagged", bare, bare.size() + " have no tag")));
    }
  }

  /// Notes as they are kept.
  record OnDisk() implements DataKind {
    @Override
    public String name() {
      return "notes";
    }

    @Override
    public Set<String> requiredTables(String database) {
      return Set.of("note");
    }

    @Override
    public Contents contents(Databases opener, Map<String, Path> databases) {
      return Contents.of(databases.values().stream().flatMap(file -> opener.readSound(file, Notes::items).stream())
          .toList());
    }

    @Override
    public FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
        Map<String, String> parameters, Remains remains) {
      var untagged = parameters.getOrDefault("untagged", "").lines().toList();
      staged.values().forEach(file -> opener.edit(file, connection -> {
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO tag VALUES (?1, substr(?1, 1, 1))")) {
          for (var note : untagged) {
            insert.setString(1, note);
            insert.executeUpdate();
          }
          return true;
        }
      }));
      return untagged.isEmpty()
          ? FixUp.NOTHING
          : new FixUp(staged.keySet(), new TreeMap<>(), List.of(untagged.size() + " tags were added."));
    }

    @Override
    public Set<String> growing(String database) {
      return Set.of("tag");
    }
  }

  static List<Item> items(Connection connection) throws SQLException {
    var items = new ArrayList<Item>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT name, tag FROM note LEFT JOIN tag ON note = name ORDER BY name")) {
      while (rows.next()) {
        var name = rows.getString("name");
        var parts = rows.getString("tag") == null ? Set.of("note") : Set.of("note", "tag");
        items.add(new Item(name, name, new TreeSet<>(parts)));
      }
    }
    return items;
  }

  /// Notes in the sandbox: milk and bread were lost, eggs was written since.
  record ToPractise() implements SandboxPart {
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
          var text = String.join("\n", items(connection).stream().map(Item::id).toList())
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
