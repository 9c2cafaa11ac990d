package dev.restorebot.snapshot;

import dev.restorebot.service.Backups;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.snapshot.Selector.At;
import dev.restorebot.snapshot.Selector.Latest;
import dev.restorebot.snapshot.Selector.LatestBefore;
import dev.restorebot.snapshot.Snapshot.Member;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.KeyOrder;
import dev.restorebot.text.Times;
import dev.restorebot.text.Visible;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds snapshots in a bucket without a catalogue, from the names of its objects. Reads only the stretch of the history
/// that it needs: keys sort by time, so it starts shortly before the moment in question (days, or less where a page of the
/// listing holds less) and goes further back only when it found nothing. Blocks; thread-safe. Throws
/// [BackupStoreException].
public final class SnapshotFinder {
  private static final Duration LATELY = Duration.ofDays(32);
  private static final Duration FIRST_WINDOW = Duration.ofDays(8);
  private static final int WIDER = 8;
  private static final Duration AFTERWARDS = Duration.ofDays(2);
  private static final int PAGE = 1000;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final BackupStore store;
  private final Backups backups;
  private final SnapshotSets sets;
  private final Archive archive;

  public SnapshotFinder(BackupStore store, Backups backups) {
    this.store = store;
    this.backups = backups;
    this.sets = new SnapshotSets(backups);
    this.archive = new Archive(store);
  }

  /// The snapshot that `selector` means, at the time `now`.
  public Search find(Selector selector, Instant now) {
    return switch (selector) {
      case Latest() -> newest(LAST, now, "");
      case LatestBefore(var instant) -> newest(instant, instant, " before " + Times.moment(instant));
      case At(var timestamp) -> exactly(timestamp);
    };
  }

  /// Whether `set` was made within the last weeks before `now`. Pure.
  public static boolean lately(Snapshot set, Instant now) {
    return !set.last().instant().isBefore(now.minus(LATELY));
  }

  /// The newest snapshots, complete or not, the newest first, at most `count` of those made lately; where none was, of those made
  /// before.
  public List<Snapshot> recent(int count, Instant now) {
    for (var window = window(now, LATELY);; window = window.multipliedBy(WIDER)) {
      var from = earlier(now, window);
      var sets = stretch(from, LAST).sets();
      if (!sets.isEmpty() || from.equals(Instant.EPOCH)) {
        return sets.reversed().stream().limit(count).map(archive::look).toList();
      }
    }
  }

  private Search newest(Instant before, Instant around, String condition) {
    Predicate<Snapshot> asked = set -> set.last().instant().isBefore(before);
    var first = window(around, FIRST_WINDOW);
    for (var window = first;; window = window.multipliedBy(WIDER)) {
      var from = earlier(around, window);
      var stretch = stretch(from, before.equals(LAST) ? LAST : later(before, window));
      var candidates = stretch.sets().stream().filter(asked).toList().reversed();
      var chosen = candidates.stream().filter(Snapshot::complete).findFirst();
      if (chosen.isPresent()) {
        var later = stretch.sets().stream().filter(asked.negate()).toList();
        return found(chosen.get(), candidates, later, condition, stretch.unrelated());
      }
      if (from.equals(Instant.EPOCH) || (window.equals(first) && startsLater(before))) {
        return nothing(candidates, condition, stretch.unrelated());
      }
    }
  }

  private boolean startsLater(Instant instant) {
    return oldest().filter(first -> !first.instant().isBefore(instant)).isPresent();
  }

  /// How far to look back from `around` at first: `longest`, or as much time as a page of the listing holds if that is
  /// less.
  private Duration window(Instant around, Duration longest) {
    var database = firstRequired();
    var page = store.list(database.key().prefix(), start(database, earlier(around, longest)), PAGE);
    var times = page.objects().stream().flatMap(object -> timestamp(database, object.key()).stream()).toList();
    if (!page.more() || times.size() < 2 || times.getLast().instant().isAfter(around)) {
      return longest;
    }
    var held = Duration.between(times.getFirst().instant(), times.getLast().instant());
    return held.isPositive() ? held : longest;
  }

  private static Instant later(Instant instant, Duration window) {
    return instant.plus(window.compareTo(AFTERWARDS) < 0 ? window : AFTERWARDS);
  }

  private static Instant earlier(Instant instant, Duration by) {
    var bounded = instant.isAfter(Instant.EPOCH.plus(by)) ? instant.minus(by) : Instant.EPOCH;
    return bounded.isBefore(Instant.parse("1990-01-01T00:00:00Z")) ? Instant.EPOCH : bounded;
  }

  private Search found(Snapshot chosen, List<Snapshot> candidates, List<Snapshot> later, String condition,
      Set<String> unrelated) {
    var passedOver = new ArrayList<String>();
    for (var set : later.stream().limit(3).toList()) {
      passedOver.add(set.timestamp() + ": not" + condition);
    }
    candidates.stream().takeWhile(set -> !set.equals(chosen))
        .forEach(set -> passedOver.add(set.timestamp() + ": " + String.join("; ", set.defects())));
    unrelated.forEach(key -> passedOver.add(key + ": not named like a backup"));
    var older = candidates.stream().filter(set -> set.timestamp().compareTo(chosen.timestamp()) < 0).toList();
    return readable(chosen, passedOver, older);
  }

  /// `chosen`, unless it lies in an archive: whether to wait for it or to lose more with an older one is for people to decide.
  private Search readable(Snapshot chosen, List<String> passedOver, List<Snapshot> older) {
    var looked = archive.look(chosen);
    var before = older.stream().map(archive::look).toList();
    return looked.ready()
        ? new Search.Found(looked, passedOver, before)
        : new Search.NotFound("the snapshot " + looked.timestamp() + " cannot be read now: "
            + String.join("; ", looked.obstacles()), before);
  }

  private Search nothing(List<Snapshot> candidates, String condition, Set<String> unrelated) {
    if (!candidates.isEmpty()) {
      var newest = candidates.getFirst();
      return new Search.NotFound("no complete snapshot" + condition + "; the newest incomplete one is "
          + newest.timestamp() + ": " + String.join("; ", newest.defects()), List.of());
    }
    var first = oldest();
    if (first.isPresent()) {
      return new Search.NotFound("no snapshot" + condition + ": the first backup was made at "
          + Times.moment(first.get().instant()) + " (" + first.get() + ")", List.of());
    }
    var keys = backups.databases().stream().map(database -> database.key().toString()).toList();
    var others = unrelated.isEmpty() ? "" : "; there is " + String.join(", ", unrelated);
    return new Search.NotFound("no backup at all in the bucket " + backups.bucket() + " under "
        + String.join(", ", keys) + others, List.of());
  }

  private Optional<Timestamp> oldest() {
    var first = firstRequired();
    return store.list(first.key().prefix(), "", PAGE).objects().stream()
        .flatMap(object -> timestamp(first, object.key()).stream()).findFirst();
  }

  private DatabaseDefinition firstRequired() {
    return backups.databases().stream().filter(DatabaseDefinition::required).findFirst().orElseThrow();
  }

  private Search exactly(Timestamp timestamp) {
    var around = timestamp.instant();
    var window = window(around, FIRST_WINDOW);
    var near = stretch(earlier(around, window), later(around, window)).sets();
    var older = near.stream().filter(set -> set.last().compareTo(timestamp) < 0).toList().reversed();
    var chosen = near.stream()
        .filter(set -> set.members().stream().anyMatch(member -> member.timestamp().equals(timestamp))).findFirst();
    if (chosen.isEmpty()) {
      var names = near.stream().map(set -> set.timestamp().toString()).toList();
      var there = names.isEmpty() ? "there is none within days of it" : "near it there are " + String.join(", ", names);
      return new Search.NotFound("no snapshot has a part made at " + timestamp + "; " + there, older);
    }
    var set = chosen.get();
    if (!set.complete()) {
      return new Search.NotFound("the snapshot " + set.timestamp() + " is not complete: "
          + String.join("; ", set.defects()), older);
    }
    return readable(set, List.of(), older);
  }

  /// The sets whose earliest part lies in `from` .. `to`, and the keys under the same prefixes that are no backups.
  private Stretch stretch(Instant from, Instant to) {
    var members = new ArrayList<Member>();
    var unrelated = new LinkedHashSet<String>();
    for (var database : backups.databases()) {
      read(database, from, to, members, unrelated);
    }
    var whole = sets.group(members).stream().filter(set -> !set.timestamp().instant().isBefore(from))
        .filter(set -> !set.timestamp().instant().isAfter(to)).toList();
    return new Stretch(whole, unrelated);
  }

  private void read(DatabaseDefinition database, Instant from, Instant to, List<Member> members,
      Set<String> unrelated) {
    var key = database.key();
    var end = to.plus(backups.tolerance());
    var more = true;
    for (var after = start(database, from); more;) {
      var page = store.list(key.prefix(), after, PAGE);
      archive.hear(page);
      for (var object : page.objects()) {
        var timestamp = timestamp(database, object.key());
        if (timestamp.isPresent() && timestamp.get().instant().isAfter(end)) {
          return;
        }
        timestamp.ifPresentOrElse(time -> members.add(new Member(database, time, object)),
            () -> {
              if (!WrittenDigests.isOne(object.key())) {
                unrelated.add(object.key());
              }
            });
      }
      more = page.more();
      if (more) {
        after = next(key.prefix(), after, page);
      }
    }
  }

  /// Where the listing goes on after `page`.
  private static String next(String prefix, String after, BackupStore.Page page) {
    if (page.objects().isEmpty() || KeyOrder.BYTES.compare(page.objects().getLast().key(), after) <= 0) {
      throw new BackupStoreException(Kind.REFUSED, "list " + Visible.key(prefix) + ": the store says that there is"
          + " more after " + Visible.key(after) + ", and does not go on. Next: look at the store itself");
    }
    return page.objects().getLast().key();
  }

  private String start(DatabaseDefinition database, Instant from) {
    return from.equals(Instant.EPOCH) ? "" : database.key().prefix() + new Timestamp(from.minus(backups.tolerance()));
  }

  private static Optional<Timestamp> timestamp(DatabaseDefinition database, String key) {
    var template = database.key();
    if (!key.startsWith(template.prefix()) || !key.endsWith(template.suffix())
        || key.length() < template.prefix().length() + template.suffix().length()) {
      return Optional.empty();
    }
    return Timestamp.parse(key.substring(template.prefix().length(), key.length() - template.suffix().length()));
  }

  private record Stretch(List<Snapshot> sets, Set<String> unrelated) {}

  /// What a search came to.
  public sealed interface Search {
    /// A complete snapshot. Whether its contents are good is not known yet.
    ///
    /// @param passedOver what else was there and why it was not chosen, a line each
    /// @param older sets made before it, complete or not, the newest first
    record Found(Snapshot snapshot, List<String> passedOver, List<Snapshot> older) implements Search {
      public Found {
        passedOver = List.copyOf(passedOver);
        older = List.copyOf(older);
      }
    }

    /// Nothing that could be restored.
    ///
    /// @param reason why, naming what was looked at
    /// @param older sets made before what was asked for, the newest first
    record NotFound(String reason, List<Snapshot> older) implements Search {
      public NotFound {
        older = List.copyOf(older);
      }
    }
  }
}
