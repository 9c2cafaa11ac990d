package dev.restorebot.engine;

import dev.restorebot.engine.Engine.Answer;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunId;
import java.util.Optional;
import java.util.function.Supplier;

/// Begins runs, unless something stands against them. Thread-safe.
final class Admission {
  private final Ledger ledger;
  private final Preconditions preconditions;
  private final Threads threads;
  private final Supplier<RunId> unusedIds;

  Admission(Ledger ledger, Preconditions preconditions, Threads threads, Supplier<RunId> unusedIds) {
    this.ledger = ledger;
    this.preconditions = preconditions;
    this.threads = threads;
    this.unusedIds = unusedIds;
  }

  /// Begins a run for what was `asked`.
  Answer begin(Asked asked) {
    var id = unusedIds.get();
    var request = asked.request();
    var begun = ledger.append(id, _ -> preconditions.toBegin(request, id).isPresent()
        ? Optional.empty()
        : Optional.of(asked));
    if (begun.isEmpty()) {
      return new Answer.Declined(preconditions.toBegin(request, id).orElse("another run has just ended; ask again"));
    }
    threads.wake(id);
    return new Answer.Taken(id, "run " + id);
  }
}
