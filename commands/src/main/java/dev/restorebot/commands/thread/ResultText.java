package dev.restorebot.commands.thread;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.plan.Step;
import dev.restorebot.run.StepResult;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Times;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.Report.VolumeFile;
import java.util.ArrayList;
import java.util.List;

/// What a step did, in words.
final class ResultText {
  private ResultText() {}

  /// The lines for `step`; none if it is not worth a message.
  static List<String> done(Step step, StepResult result) {
    return switch (result) {
      case StepResult.Worked(var report, _) -> report(report, step);
      case StepResult.Checked(var checks) -> checks(step, checks);
      case StepResult.Noted(var notes) -> notes;
    };
  }

  private static List<String> report(Report report, Step step) {
    return switch (report) {
      case Report.Staged(var files, _, _) -> files("Staged beside the live data and verified there", files);
      case Report.Replaced(var live, var displaced, _, _, var fixUp) -> {
        var lines = new ArrayList<>(files("Replaced; what is live was compared with what was verified", live));
        lines.add(Times.count(displaced.size(), "file") + " displaced, " + size(displaced));
        lines.addAll(fixUp.notes());
        yield lines;
      }
      case Report.Undone(var live, var setAside) -> {
        var lines = new ArrayList<>(files("Put back; each digest is what it was", live));
        lines.add(setAside.isEmpty()
            ? "nothing was set aside"
            : "set aside, not deleted: " + Times.count(setAside.size(), "file") + ", " + size(setAside));
        yield lines;
      }
      case Report.Purged(var freed) -> List.of(step == Step.DISCARD
          ? "What was staged is deleted again; " + freed + " freed"
          : "Deleted for good; " + freed + " freed");
      case Report.Inspected(var files, _, _, var free) -> files("Looked at; " + free + " free", files);
      case Report.Failed(var reason, var hint) -> List.of(reason, hint);
    };
  }

  private static List<String> files(String headline, List<VolumeFile> files) {
    var lines = new ArrayList<String>();
    lines.add(headline + ":");
    files.forEach(file -> lines.add("  " + PlanText.file(file)));
    return lines;
  }

  private static ByteSize size(List<VolumeFile> files) {
    return files.stream().map(VolumeFile::size).reduce(new ByteSize(0), ByteSize::plus);
  }

  /// The checks of `step`, failed ones first.
  static List<String> checks(Step step, List<CheckResult> checks) {
    var failed = checks.stream().filter(check -> !check.ok()).toList();
    var lines = new ArrayList<String>();
    lines.add((step == Step.ANNOUNCE ? "Announced: " : "Checked: ") + (checks.size() - failed.size()) + " of "
        + checks.size() + (step == Step.ANNOUNCE ? " took note" : " passed"));
    failed.forEach(check -> lines.add("  FAILED  " + check.name() + ": " + check.detail()));
    checks.stream().filter(CheckResult::ok)
        .forEach(check -> lines.add("  ok  " + check.name() + ": " + check.detail()));
    return lines;
  }
}
