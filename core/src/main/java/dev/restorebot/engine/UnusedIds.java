package dev.restorebot.engine;

import dev.restorebot.run.RunId;
import dev.restorebot.run.Runs;

import java.util.function.Supplier;

/// Ids that no run has. Thread-safe if what makes them is.
final class UnusedIds implements Supplier<RunId> {
  private final Runs runs;
  private final Supplier<RunId> ids;

  /// @param ids makes an id; one that was used is asked for again
  UnusedIds(Runs runs, Supplier<RunId> ids) {
    this.runs = runs;
    this.ids = ids;
  }

  @Override
  public RunId get() {
    var id = ids.get();
    while (runs.run(id).isPresent()) {
      id = ids.get();
    }
    return id;
  }
}
