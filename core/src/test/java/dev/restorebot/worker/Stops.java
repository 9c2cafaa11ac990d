package dev.restorebot.worker;

import dev.restorebot.worker.KillingJournal.Moment;
import java.nio.file.Path;

/// Stops a worker at each entry of its journal in turn.
final class Stops {
  private Stops() {}

  /// Stops `task` at its first entry, at its second and so on, until it is not stopped any more; each time on a copy of `start`
  /// below `folder`.
  ///
  /// @return how often it was stopped
  static int every(Bench start, Path folder, Task task, Moment moment, Afterwards afterwards) throws Exception {
    for (var n = 1;; n++) {
      var bench = start.copyTo(folder.resolve(task.operation() + moment + n));
      var ports = bench.ports(task);
      var worker = new Worker(ports, KillingJournal.at(ports, n, moment, () -> {
        throw new Stopped();
      }));
      try {
        worker.run(task);
        return n - 1;
      } catch (Stopped _) {
        afterwards.look(bench);
      }
    }
  }

  interface Afterwards {
    void look(Bench stopped) throws Exception;
  }

  /// Not an exception, which a worker would report.
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;
  }
}
