package dev.restorebot.run;

import dev.restorebot.kind.Outside;
import dev.restorebot.plan.Plan;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.Task.Part;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What workers are told for a plan. Pure.
record Tasks(RunId run, Site site, Plan plan) {
  /// @param capacity what the cluster says that the volume may hold, in bytes
  Task stage(OptionalLong capacity) {
    var backups = site.definition().backups();
    return new Task.Stage(run.folder(), site.definition().kind(), backups.store(), backups.bucket(),
        plan.snapshot().sources(), plan.snapshot().mirrors(), capacity);
  }

  /// @param outside what others hold, for the fix-up
  /// @param at the time that the fix-up writes
  Task replace(Outside outside, Instant at) {
    var parts = plan.snapshot().sources().stream()
        .map(source -> new Part(source.database(), source.file(), source.digest())).toList();
    return new Task.Replace(run.folder(), site.definition().kind(), parts, List.of(),
        site.kind().fixUpParameters(plan.snapshot().contents(), outside, List.of(), at));
  }

  Task undo() {
    return new Task.Undo(run.folder());
  }
}
