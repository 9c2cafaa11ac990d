package dev.restorebot.bot.kind;

import dev.restorebot.cluster.PodExec;
import dev.restorebot.database.Databases;
import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed.Seen;
import dev.restorebot.kind.Remains;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Notes with an amendment: a tag can be derived for each, its first letter, and is added where it is missing.
final class TaggedNotes extends Notes {
  private static final Amendment TAGS = new Amendment(
      new AmendmentWords("tags", "tag", "tags", "Add tags", "approve", "approved", "these notes are found by no tag"),
      List.of("labels"), "Notes may lack tags, as when they were written by hand.", "milk is found by no tag",
      "has a tag for every note", "Tags that people thought of cannot be derived.");

  @Override
  public Optional<Amendment> amendment() {
    return Optional.of(TAGS);
  }

  @Override
  public ServiceKind kind(URI url, ServiceDefinition service, PodExec inside) {
    return new Tagged(url);
  }

  @Override
  public DataKind data() {
    return new TagsOnDisk();
  }

  private static List<Addition> missing(Contents of) {
    return of.items().stream().filter(item -> !item.has("tag"))
        .map(item -> new Addition(item.id(), List.of(item.id() + ", " + item.id().charAt(0)))).toList();
  }

  /// Notes as they are told, and found by their tags.
  private static final class Tagged extends Running {
    Tagged(URI url) {
      super(url);
    }

    @Override
    public Loss loss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted, Instant at) {
      var notes = super.loss(snapshot, live, outside, accepted, at);
      return new Loss(notes.noun(), notes.lost(), notes.returning(), notes.kept(), missing(snapshot), notes.findings());
    }

    @Override
    public Loss amending(Contents live) {
      return Loss.adding("note", missing(live));
    }

    @Override
    public Map<String, String> fixUpParameters(Contents snapshot, ExternalState outside, Consent consent, Instant at) {
      return Map.of("untagged", String.join("\n", consent.additions().stream().map(Addition::item).toList()));
    }

    @Override
    public List<Check> checks(DiagnosisContext context) {
      return List.of(new Lost(context), new Bare(context));
    }

    @Override
    public List<Judgement> judge(Signs signs) {
      return signs.has("notes-lost") || !signs.has("notes-untagged")
          ? super.judge(signs)
          : List.of(Judgement.of(Judgement.Gravity.PART, Judgement.Advice.AMEND,
              "No tag finds " + String.join(", ", signs.subjects("notes-untagged"))));
    }
  }

  /// Whether every note has a tag.
  private record Bare(DiagnosisContext context) implements Check {
    @Override
    public String name() {
      return "tags";
    }

    @Override
    public String question() {
      return "Has every note a tag?";
    }

    @Override
    public Observation look() throws InterruptedException {
      if (!(context.live() instanceof Seen(var now))) {
        return Observation.unknown("the notes cannot be read");
      }
      var bare = now.items().stream().filter(item -> !item.has("tag")).map(Item::id).toList();
      return bare.isEmpty()
          ? Observation.fine("all notes have one")
          : Observation.of(Condition.DEGRADED, List.of(new Sign("notes-untagged", bare, bare.size() + " have no tag")));
    }
  }

  /// Notes as they are kept, with tags that can be added.
  private static final class TagsOnDisk extends OnDisk {
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
}
