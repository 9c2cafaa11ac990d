package dev.restorebot.engine;

import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When people are reminded of a gate: when a third of its time is left, and when a tenth is. Pure: what was said already
/// is in the journal, so a restart repeats nothing, and of several that were missed only one is made up for.
final class Reminders {
  private static final int FIRST = 3;
  private static final int LAST = 10;

  private Reminders() {}

  /// The reminder that is due at `now`, if one is.
  static Optional<Reminded> due(Run run, Instant now) {
    if (!(run.state() instanceof RunState.Waiting(_, var open)) || !open.closes() || open.expiredAt(now)) {
      return Optional.empty();
    }
    var opened = run.entries().reversed().stream().filter(entry -> entry.event() instanceof GateOpened).findFirst();
    var time = opened.map(entry -> Duration.between(entry.at(), open.expires())).orElse(Duration.ZERO);
    var said = run.entries().reversed().stream().takeWhile(entry -> !(entry.event() instanceof GateOpened))
        .filter(entry -> entry.event() instanceof Reminded).map(Entry::at)
        .mapToInt(at -> urgency(time, Duration.between(at, open.expires()))).max().orElse(0);
    return urgency(time, Duration.between(now, open.expires())) > said
        ? Optional.of(new Reminded(open.gate(), open.expires()))
        : Optional.empty();
  }

  private static int urgency(Duration time, Duration left) {
    if (left.multipliedBy(LAST).compareTo(time) <= 0) {
      return 2;
    }
    return left.multipliedBy(FIRST).compareTo(time) <= 0 ? 1 : 0;
  }
}
