package dev.restorebot.commands.thread;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.CheckResult.Status;
import dev.restorebot.plan.Step;
import dev.restorebot.run.StepResult;
import dev.restorebot.text.ByteSize;
import dev.restorebot.text.Times;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
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
      case StepResult.Confirmed _ -> List.of();
      case StepResult.Noted(var notes) -> notes;
    };
  }

  private static List<String> report(Report report, Step step) {
    return switch (report) {
      case Report.Staged(var files, var folders, var mended) -> {
        var lines = new ArrayList<>(files("Staged beside the live data and verified there", files));
        folders.forEach(folder -> lines.add("  " + Figures.folder(folder)));
        mended.findings().forEach(finding -> lines.add(LossText.finding(finding)));
        lines.addAll(repairs(mended.repairs(), "the gate replace shows them all"));
        yield lines;
      }
      case Report.Replaced(var live, var displaced, var folders, var kept, var fixUp) -> {
        var lines = new ArrayList<>(files("Replaced; what is live was compared with what was verified", live));
        folders.forEach(folder -> lines.add("  " + Figures.folder(folder)));
        lines.add(Times.count(displaced.size(), "file") + " displaced, " + size(displaced)
            + (folders.isEmpty() ? "" : ", and what was live of " + named(folders)));
        if (!kept.isEmpty()) {
          lines.addAll(
              Lists.begun("Kept, since backups do not have it (" + kept.size() + ")", kept, "the plan names them"));
        }
        lines.addAll(fixUp.notes());
        yield lines;
      }
      case Report.Drilled(var staged, var replaced, var contents, _, var took) -> {
        var lines = new ArrayList<>(files("Restored into scratch space, where it was compared with what was verified",
            replaced.live()));
        replaced.folders().forEach(folder -> lines.add("  " + Figures.folder(folder)));
        staged.mended().findings().forEach(finding -> lines.add(LossText.finding(finding)));
        lines.addAll(repairs(staged.mended().repairs(), "a restore names them before it replaces anything"));
        lines.addAll(replaced.fixUp().notes());
        lines.add("What was restored was read again; it holds " + Times.count(contents.items().size(), "item") + ".");
        lines.add("Fetching and verifying took " + Figures.took(took.staging()) + ", exchanging "
            + Figures.took(took.replacing()) + ", reading again " + Figures.took(took.checking()) + ".");
        yield lines;
      }
      case Report.Undone(var live, var setAside) -> {
        var lines = new ArrayList<>(files("Put back; each digest is what it was", live));
        lines.add(setAside.isEmpty()
            ? "nothing was set aside"
            : "set aside, not deleted: " + Times.count(setAside.size(), "file") + ", " + size(setAside));
        yield lines;
      }
      case Report.Undoable(var displaced) -> files("Can be put back", displaced);
      case Report.Purged(var freed) -> List.of(step == Step.DISCARD
          ? "What was staged is deleted again; " + freed + " freed"
          : "Deleted for good; " + freed + " freed");
      case Report.Inspected(var files, var folders, _, var free) -> {
        var lines = new ArrayList<>(files("Looked at; " + free + " free", files));
        folders.forEach(folder -> lines.add("  " + Figures.folder(folder)));
        yield lines;
      }
      case Report.Examined(var files, _, _, _, _) -> List.of("Looked at " + Times.count(files.size(), "file"));
      case Report.Failed(var reason, var hint, _) -> List.of(reason, hint);
    };
  }

  private static List<String> files(String headline, List<VolumeFile> files) {
    var lines = new ArrayList<String>();
    lines.add(headline + ":");
    files.forEach(file -> lines.add("  " + Figures.file(file)));
    return lines;
  }

  private static List<String> repairs(List<String> repairs, String where) {
    return repairs.isEmpty()
        ? List.of()
        : Lists.begun("Repaired (" + repairs.size() + ")", repairs, where);
  }

  private static String named(List<VolumeFolder> folders) {
    return String.join(", ", folders.stream().map(folder -> folder.path() + "/").toList());
  }

  private static ByteSize size(List<VolumeFile> files) {
    return files.stream().map(VolumeFile::size).reduce(new ByteSize(0), ByteSize::plus);
  }

  /// The checks of `step`: the failed ones first, then those that could not be made.
  static List<String> checks(Step step, List<CheckResult> checks) {
    if (checks.isEmpty()) {
      return List
          .of(step == Step.ANNOUNCE ? "Announced: there is nobody to tell" : "Checked: there is nothing to check");
    }
    var unknown = with(Status.UNKNOWN, checks).size();
    var lines = new ArrayList<String>();
    lines.add((step == Step.ANNOUNCE ? "Announced: " : "Checked: ") + with(Status.PASSED, checks).size() + " of "
        + checks.size() + (step == Step.ANNOUNCE ? " took note" : " passed")
        + (unknown == 0 ? "" : ", " + unknown + " could not be asked"));
    for (var verdict : List.of(Status.FAILED, Status.UNKNOWN, Status.PASSED)) {
      with(verdict, checks).forEach(
          check -> lines.add("  " + mark(verdict) + "  " + check.name() + ": " + check.detail()));
    }
    return lines;
  }

  private static List<CheckResult> with(Status verdict, List<CheckResult> checks) {
    return checks.stream().filter(check -> check.status() == verdict).toList();
  }

  private static String mark(Status verdict) {
    return switch (verdict) {
      case FAILED -> "FAILED";
      case UNKNOWN -> "?";
      case PASSED -> "ok";
    };
  }
}
