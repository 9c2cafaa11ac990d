package dev.restorebot.audit;

import dev.restorebot.audit.Anchor.AnchorException;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent.Closed;
import dev.restorebot.run.RunEvent.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Has the seal of each run that ended kept by the anchor, those from before a restart, too: what is kept, the anchor tells. No run
/// waits for it. What fails is tried again later. Confined to one thread.
public final class Anchoring {
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final Ledger ledger;
  private final Anchor anchor;
  private final Duration retain;
  private final InstantSource time;
  private final Deque<Entry> due = new ArrayDeque<>();
  private final Set<String> kept = new HashSet<>();
  private long seen;
  private boolean listed;
  private Instant notBefore = Instant.MIN;
  private Optional<String> trouble = Optional.empty();

  /// @param retain for how long nobody shall be able to change a seal
  public Anchoring(Ledger ledger, Anchor anchor, Duration retain, InstantSource time) {
    this.ledger = ledger;
    this.anchor = anchor;
    this.retain = retain;
    this.time = time;
  }

  /// Keeps what is due, and says what people must know: that it fails, once, and that it works again. To be called every few seconds.
  public Optional<String> tick() {
    look();
    if (due.isEmpty() || time.instant().isBefore(notBefore)) {
      return Optional.empty();
    }
    try {
      keep();
    } catch (AnchorException | JournalException e) {
      return failed(String.valueOf(e.getMessage()));
    }
    var news = trouble.map(_ -> "Seals of the record are kept in " + anchor.place() + " again, all of them.");
    trouble = Optional.empty();
    return news;
  }

  private void look() {
    for (var entry : ledger.entriesAfter(seen)) {
      seen = entry.number();
      if (entry.event() instanceof Ended || entry.event() instanceof Closed) {
        due.add(entry);
      }
    }
  }

  private void keep() {
    if (!listed) {
      kept.addAll(anchor.names());
      listed = true;
    }
    for (; !due.isEmpty(); due.removeFirst()) {
      var entry = due.getFirst();
      var seal = new AnchoredSeal(entry.run().value(), entry.number(), ledger.seal(entry.number()));
      if (!kept.contains(seal.name())) {
        anchor.keep(seal, time.instant().plus(retain));
      }
    }
  }

  private Optional<String> failed(String why) {
    notBefore = time.instant().plus(AGAIN);
    var news = trouble.isPresent()
        ? Optional.<String>empty()
        : Optional.of("Seals of the record cannot be kept in " + anchor.place() + ": " + why
            + ". Runs go on. I try again every " + AGAIN.toMinutes() + " minutes, and say when it works.");
    trouble = Optional.of(why);
    return news;
  }
}
