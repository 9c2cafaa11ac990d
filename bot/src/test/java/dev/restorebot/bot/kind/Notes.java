package dev.restorebot.bot.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.database.Databases;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Loss.Change;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed.Seen;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.service.ServiceDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// The smallest kind that does all that a restore is made of: notes in one database, told over HTTP. Nothing of the program knows it but this;
/// [NotesPart] is one to practise on, and [TaggedNotes] adds an amendment.
class Notes implements KindModule<Notes.Written, URI> {
  /// What the configuration says.
  record Written(@JsonProperty(required = true) URI url) implements Section {}

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
  public DataKind data() {
    return new OnDisk();
  }

  @Override
  public SandboxService sandbox() {
    return new SandboxService("notes", "A service called notes has lost its notes.", new NotesPart());
  }

  /// Notes as they are told.
  static class Running implements ServiceKind {
    private final URI url;

    Running(URI url) {
      this.url = url;
    }

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
      return new Loss("note", missing(live, snapshot), missing(snapshot, live), List.of(), List.of(), List.of());
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
    public List<Check> checks(DiagnosisContext context) {
      return List.of(new Lost(context));
    }

    @Override
    public List<Judgement> judge(Signs signs) {
      return signs.has("notes-lost")
          ? List.of(Judgement.of(Judgement.Gravity.LOSS, Judgement.Advice.RESTORE,
              "Notes are lost: " + String.join(", ", signs.subjects("notes-lost"))))
          : List.of();
    }
  }

  /// Whether all notes are there.
  record Lost(DiagnosisContext context) implements Check {
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
      if (!(context.snapshot() instanceof Seen(var then)) || !(context.live() instanceof Seen(var now))) {
        return Observation.unknown("the notes cannot be compared");
      }
      var lost = then.items().stream().map(Item::id).filter(id -> now.item(id).isEmpty()).toList();
      return lost.isEmpty()
          ? Observation.fine("all notes are there")
          : Observation.of(Condition.LOST,
              List.of(new Sign("notes-lost", lost, lost.size() + " notes are not there")));
    }
  }

  /// Notes as they are kept.
  static class OnDisk implements DataKind {
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
  }

  /// Every note, with what it has.
  static List<Item> items(Connection connection) throws SQLException {
    var items = new ArrayList<Item>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT name, tag FROM note LEFT JOIN tag ON note = name ORDER BY name")) {
      while (rows.next()) {
        var parts = rows.getString("tag") == null ? Set.of("note") : Set.of("note", "tag");
        items.add(new Item(rows.getString("name"), rows.getString("name"), new TreeSet<>(parts)));
      }
    }
    return items;
  }
}
