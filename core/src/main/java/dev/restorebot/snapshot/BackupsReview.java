package dev.restorebot.snapshot;

import dev.restorebot.service.Backups;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares what backups there are with what there should be. Pure; looks at the listing alone, and opens nothing.
public final class BackupsReview {
  /// How long a backup may take after its time before it counts as missing.
  public static final Duration GRACE = Duration.ofHours(1);
  /// So many missed times are looked for; who misses more knows.
  private static final int LOOKED_BACK = 30;
  /// A database that lost half of its rows overnight has more likely been emptied than tidied up.
  private static final int HALF = 2;

  private final Backups backups;

  public BackupsReview(Backups backups) {
    this.backups = backups;
  }

  /// What kind of trouble it is.
  public enum Kind {
    /// There is no set of the last weeks, or none at all.
    NONE,
    /// Sets are missing that the schedule promises.
    MISSED,
    /// The newest set lacks a part, and its time is over.
    INCOMPLETE,
    /// The newest complete set is much smaller than the one before.
    SHRUNK,
    /// The newest complete set lies in an archive.
    ARCHIVED
  }

  /// What is not as it should be.
  ///
  /// @param about the timestamp or time that it is about, by which it is told from another of its kind
  /// @param text for people, without a full stop
  public record Trouble(Kind kind, String about, String text) {}

  /// What is wrong at `now` with `recent`, the newest first.
  public List<Trouble> of(List<Snapshot> recent, Instant now) {
    var troubles = new ArrayList<Trouble>();
    if (recent.isEmpty()) {
      troubles.add(new Trouble(Kind.NONE, "", "there are no backups"));
      return troubles;
    }
    var newest = recent.getFirst();
    if (!SnapshotFinder.lately(newest, now)) {
      troubles.add(new Trouble(Kind.NONE, newest.timestamp().toString(),
          "there are no backups of the last weeks: the newest is " + newest.timestamp()));
    }
    missed(recent, now).ifPresent(troubles::add);
    incomplete(recent.getFirst(), now).ifPresent(troubles::add);
    shrunk(recent.stream().filter(Snapshot::complete).limit(2).toList()).ifPresent(troubles::add);
    archived(recent).ifPresent(troubles::add);
    return troubles;
  }

  private static Optional<Trouble> archived(List<Snapshot> recent) {
    return recent.stream().filter(Snapshot::complete).findFirst().filter(newest -> !newest.ready())
        .map(newest -> new Trouble(Kind.ARCHIVED, newest.timestamp().toString(), "the newest complete set, "
            + newest.timestamp() + ", cannot be read at once: " + String.join("; ", newest.obstacles())));
  }

  /// The times since the newest complete set at which there should have been one.
  private Optional<Trouble> missed(List<Snapshot> recent, Instant now) {
    var newest = recent.stream().filter(Snapshot::complete).findFirst();
    var missed = new ArrayList<Instant>();
    var due = backups.schedule().lastAtOrBefore(now.minus(GRACE));
    while (due.isPresent() && missed.size() < LOOKED_BACK && !covers(newest, due.get())) {
      missed.add(due.get());
      due = backups.schedule().lastAtOrBefore(due.get().minusSeconds(1));
    }
    if (missed.isEmpty()) {
      return Optional.empty();
    }
    var last = newest.map(set -> "the newest complete one is " + set.timestamp()).orElse("there is no complete one");
    return Optional.of(new Trouble(Kind.MISSED, Times.minute(missed.getLast()), missed.size() == 1
        ? "the backup of " + Times.minute(missed.getFirst()) + " is missing; " + last
        : "the last " + missed.size() + (missed.size() == LOOKED_BACK ? " and more" : "")
            + " backups are missing, since "
            + Times.minute(missed.getLast()) + "; " + last));
  }

  private boolean covers(Optional<Snapshot> newest, Instant due) {
    return newest.filter(set -> !set.last().instant().isBefore(due.minus(backups.tolerance()))).isPresent();
  }

  private static Optional<Trouble> incomplete(Snapshot newest, Instant now) {
    var over = newest.timestamp().instant().plus(GRACE).isBefore(now);
    return newest.complete() || !over
        ? Optional.empty()
        : Optional
            .of(new Trouble(Kind.INCOMPLETE, newest.timestamp().toString(), "the newest set, " + newest.timestamp()
                + ", is incomplete: " + String.join("; ", newest.defects())));
  }

  private static Optional<Trouble> shrunk(List<Snapshot> two) {
    if (two.size() < 2 || two.getFirst().size().bytes() * HALF >= two.getLast().size().bytes()) {
      return Optional.empty();
    }
    var newer = two.getFirst();
    var older = two.getLast();
    return Optional.of(new Trouble(Kind.SHRUNK, newer.timestamp().toString(), "the newest set, " + newer.timestamp()
        + ", has " + newer.size() + ", less than half of the " + older.size() + " of " + older.timestamp()));
  }
}
