package dev.restorebot.knot;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Loss.Change;
import dev.restorebot.kind.Migrations;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Compares what a snapshot of a knot holds, with its mirror, with what exists now. The database comes from the snapshot,
/// repositories from the mirror; a repository that is not in the mirror stays as it is.
final class KnotLoss {
  /// A knot whose cursor is older starts from now (source: `getLastTimeUs` of `knotserver`'s jetstream).
  private static final Duration PATIENCE = Duration.ofDays(2);
  private static final int TOLD = 40;

  private final Contents snapshotContents;
  private final Contents liveContents;
  private final Holdings snapshot;
  private final Holdings live;
  private final ExternalState outside;
  private final Instant at;
  private final List<Finding> findings = new ArrayList<>();

  KnotLoss(Contents snapshot, Contents live, ExternalState outside, Instant at) {
    this.snapshotContents = snapshot;
    this.liveContents = live;
    this.snapshot = new Holdings(snapshot);
    this.live = new Holdings(live);
    this.outside = outside;
    this.at = at;
  }

  Loss loss() {
    var access = new Access(snapshot, afterwards());
    size();
    LayoutMismatch.between(snapshot, live, version()).ifPresent(findings::add);
    database();
    findings.addAll(Migrations.between(snapshotContents, liveContents, "knot", Severity.WARNING,
        "An older knot starts with them, and works on tables that are not as it knows them."));
    findings.addAll(access.findings());
    cursor();
    doubtful();
    unreadable();
    return new Loss(KnotItem.REPOSITORY, lost(), returning(), kept(), access.grants(), findings);
  }

  /// The repositories that will be there: those of the mirror, and those that are kept.
  private SortedSet<String> afterwards() {
    var ids = new TreeSet<String>();
    Stream.concat(snapshot.repositories().stream(), live.repositories().stream()).forEach(item -> ids.add(item.id()));
    return ids;
  }

  private List<Change> lost() {
    var lost = new ArrayList<Change>();
    live.repositories()
        .forEach(now -> then(now).flatMap(then -> RefsChange.between(now, then).lost(now)).ifPresent(lost::add));
    lost.addAll(people(lostPeople()));
    return lost;
  }

  private static List<Change> people(List<String> ids) {
    return ids.stream().map(id -> Change.of(id, id)).toList();
  }

  private Optional<Item> then(Item now) {
    return snapshot.item(now.id()).filter(item -> item.has(KnotItem.REPOSITORY));
  }

  private List<String> lostPeople() {
    return live.knowsAccess() ? without(live, snapshot) : List.of();
  }

  private static List<String> without(Holdings one, Holdings other) {
    var names = new ArrayList<>(one.people().keySet());
    names.removeAll(other.people().keySet());
    return names;
  }

  private List<Change> returning() {
    var returning = new ArrayList<Change>();
    for (var then : snapshot.repositories()) {
      if (!live.has(then.id(), KnotItem.REPOSITORY)) {
        returning.add(Change.of(then.id(), "repository " + then.label()));
      } else {
        RefsChange.between(live.item(then.id()).orElseThrow(), then).returning(then).ifPresent(returning::add);
      }
    }
    if (live.knowsAccess()) {
      returning.addAll(people(without(snapshot, live)));
    }
    if (!returning.isEmpty() && !live.repositories().isEmpty()) {
      findings.add(new Finding(Severity.WARNING, "returning",
          "What comes back may have been deleted on purpose since the backup was made; a mirror that is only added to keeps"
              + " what its owners deleted. Delete it again where that is so."));
    }
    return returning;
  }

  private List<String> kept() {
    return live.repositories().stream().filter(snapshot::leaves)
        .map(now -> now.label() + ": newer than the mirror, kept as it is").toList();
  }

  private void size() {
    var mirror = snapshot.repositories().size();
    var volume = live.repositories().size();
    var listed = Math.max(snapshot.with(KnotItem.LISTED).size(), live.with(KnotItem.LISTED).size());
    if (mirror * 2L < Math.max(volume, listed)) {
      add(Severity.REFUSAL, "mirror-shrunk", "The mirror has " + repositories(mirror) + ", the volume "
          + repositories(volume) + ", and a database knows " + listed
          + ". A mirror that follows deletions and ran after a"
          + " loss looks like this. What is not in it cannot come back from it; if the bucket keeps versions, ask with"
          + " `--mirror-as-of-snapshot`.");
    }
  }

  private static String repositories(int count) {
    return Words.number(count, "repository", "repositories");
  }

  private String version() {
    return outside.said().getOrDefault(Knot.VERSION, "");
  }

  private void database() {
    if (snapshot.knowsNoneOfItsRepositories()) {
      add(Severity.REFUSAL, "database-knows-none", "The snapshot's database knows none of the mirror's "
          + repositories(snapshot.repositories().size())
          + ": it may have been taken after the loss, and an older snapshot"
          + " may know them.");
    }
    var said = outside.said().getOrDefault(Knot.OWNER, "");
    var owners = snapshot.with(KnotItem.OWNER).stream().map(Item::id).toList();
    if (!said.isEmpty() && !owners.contains(said)) {
      add(Severity.WARNING, "owner-differs",
          "The knot says that " + Words.of(said) + " owns it, and in the snapshot it is "
              + Words.list(owners.stream().map(Words::of).toList(), TOLD)
              + ". When it starts, it goes by its own configuration.");
    }
  }

  private void cursor() {
    var cursor = snapshot.number(KnotItem.CURSOR);
    var seen = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(cursor));
    if (cursor > 0 && Duration.between(seen, at).compareTo(PATIENCE) <= 0) {
      return;
    }
    var missed = lostPeople();
    add(Severity.WARNING, "cursor-too-old", (cursor > 0
        ? "The snapshot has seen changes of keys, members and collaborators up to " + Times.moment(seen) + ", "
            + Times.span(Duration.between(seen, at)) + " ago. A knot"
        : "The snapshot does not say up to when it has seen changes of keys, members and collaborators. Such a knot")
        + (cursor > 0 ? " that is more than two days behind" : "")
        + " starts from now, and never hears of what changed in between. "
        + (live.knowsAccess()
            ? missed.isEmpty()
                ? "The live database knows nobody whom the snapshot does not know."
                : "The live database knows, and the restored knot will not: " + Words.list(missed, TOLD)
                    + ". They must be added again, by their owners."
            : "Which they are, the live database cannot tell: ask members to add keys and collaborators of that time"
                + " again."));
  }

  private void doubtful() {
    var names = snapshot.with(KnotItem.DOUBTFUL).stream().map(Item::label).toList();
    if (!names.isEmpty()) {
      add(Severity.WARNING, "doubtful-repositories", "Of these repositories, the mirror has no HEAD, or branches that"
          + " cannot be read: " + Words.list(names, TOLD)
          + ". They are mended as far as that goes while they are staged.");
    }
    var broken = live.with(KnotItem.DOUBTFUL).stream().map(Item::label).toList();
    if (!broken.isEmpty()) {
      add(Severity.NOTE, "live-doubtful",
          "Of these repositories, what is there now has no HEAD, or branches that cannot be"
              + " read: " + Words.list(broken, TOLD) + ".");
    }
  }

  private void unreadable() {
    for (var sentence : liveContents.unreadable()) {
      add(Severity.WARNING, "live-unreadable", "What exists now cannot be told fully: " + sentence);
    }
    for (var sentence : outside.unknown()) {
      add(Severity.NOTE, "knot-unknown", sentence);
    }
  }

  private void add(Severity severity, String code, String text) {
    findings.add(new Finding(severity, code, text));
  }
}
