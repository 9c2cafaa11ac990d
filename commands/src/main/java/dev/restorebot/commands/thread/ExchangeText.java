package dev.restorebot.commands.thread;

import dev.restorebot.kind.RepairResult;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.StepResult;
import dev.restorebot.volume.Report.Staged;
import java.util.ArrayList;
import java.util.List;

/// What is about to be displaced and installed, for people who decide whether the data is replaced. What staging found comes
/// first: nobody should have to look for it.
final class ExchangeText {
  private final RunProgress course;
  private final Plan plan;
  private final Staged staged;
  private final Lists lists = new Lists();
  private final LossText loss;

  ExchangeText(RunProgress course) {
    this.course = course;
    this.plan = course.plan();
    this.staged = course.result(Step.STAGE).orElse(null) instanceof StepResult.Worked(Staged report, _)
        ? report
        : new Staged(List.of(), List.of(), RepairResult.NOTHING);
    this.loss = new LossText(plan, lists);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(headline());
    staged.mended().findings().forEach(finding -> lines.add(LossText.finding(finding)));
    lines.addAll(new AdditionsText(plan).decided(course));
    lines.addAll(displaced());
    lines.addAll(installed());
    lines.addAll(loss.lost());
    if (!plan.folders().isEmpty()) {
      lines.addAll(loss.kept());
    }
    lines.addAll(loss.warnings());
    lines.addAll(lists.rest());
    var repairs = staged.mended().repairs();
    if (!repairs.isEmpty()) {
      lines.add("Repaired while it was staged (" + repairs.size() + "):");
      repairs.forEach(repair -> lines.add("  " + repair));
    }
    return lines;
  }

  private String headline() {
    var found = staged.mended().findings().size();
    return (found == 0
        ? "Staged. "
        : "Staged, BUT READ THE " + (found == 1 ? "WARNING" : found + " WARNINGS") + " about what is staged. ")
        + "Replace the data of " + plan.service() + " now? Plan " + plan.fingerprint().brief() + "; " + plan.service()
        + " still runs and is stopped only after this approval.";
  }

  private List<String> displaced() {
    var lines = new ArrayList<String>();
    lines.add("Displaced, not deleted:");
    plan.displaced().forEach(file -> lines.add("  " + Figures.file(file)));
    plan.folders().forEach(folder -> lines.add("  " + Figures.moved(folder)));
    if (lines.size() == 1) {
      lines.add("  nothing: none of the files exists");
    }
    return lines;
  }

  private List<String> installed() {
    var lines = new ArrayList<String>();
    lines.add("Installed:");
    plan.snapshot().sources().forEach(source -> lines.add("  " + Figures.file(source)));
    staged.folders().forEach(folder -> lines.add("  " + Figures.folder(folder)));
    lines.add("  with " + loss.contents());
    return lines;
  }
}
