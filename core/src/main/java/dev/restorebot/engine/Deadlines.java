package dev.restorebot.engine;

import dev.restorebot.run.Ledger;
import dev.restorebot.run.PendingApproval;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What time alone does at gates: it closes those at which nobody decided, passes those where nobody stopped who broke glass,
/// and reminds people of those that close soon. Thread-safe.
final class Deadlines {
  private final Ledger ledger;
  private final Threads threads;
  private final InstantSource time;

  Deadlines(Ledger ledger, Threads threads, InstantSource time) {
    this.ledger = ledger;
    this.threads = threads;
    this.time = time;
  }

  /// Reminds people of the gate at which `run` waits, if that is due.
  void remind(RunId run) {
    ledger.append(run, now -> now.state() instanceof RunState.Waiting
        ? Reminders.due(now, time.instant())
        : Optional.empty());
  }

  /// Does to the gate at which `run` waits what time alone does.
  void settle(RunId run) {
    var settled = ledger.append(run, now -> now.state() instanceof RunState.Waiting(_, var open)
        ? settled(open, time.instant())
        : Optional.empty());
    settled.ifPresent(_ -> threads.wake(run));
  }

  private static Optional<RunEvent> settled(PendingApproval open, Instant now) {
    if (open.passedAt(now)) {
      return Optional.of(new GlassPassed(open.gate()));
    }
    return open.expiredAt(now) ? Optional.of(new Expired(open.gate())) : Optional.empty();
  }
}
