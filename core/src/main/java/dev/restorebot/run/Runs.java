package dev.restorebot.run;

import dev.restorebot.run.Ledger.Run;
import dev.restorebot.service.ServiceName;
import java.util.List;
import java.util.Optional;

/// What the journal tells of runs, to be looked at: those of one kind at a time, so that nobody walks through all there ever were.
public interface Runs {
  /// The run called `id`, if there is one.
  Optional<Run> run(RunId id);

  /// The runs that are not over, the oldest first.
  List<Run> open();

  /// The runs about `service`, the oldest first.
  List<Run> about(ServiceName service);

  /// All entries after `number`, over all runs, in order, with what each made of its run.
  List<Transition> transitionsAfter(long number);
}
