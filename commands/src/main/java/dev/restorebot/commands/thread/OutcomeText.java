package dev.restorebot.commands.thread;

import dev.restorebot.kind.CheckResult.Status;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.StepResult;
import java.util.ArrayList;

/// How a run ended, and what can be done now. Pure.
record OutcomeText(RunId run, RunProgress course) {
  Post post(Outcome outcome) {
    var lines = new ArrayList<String>();
    lines.add(headline(outcome));
    if (outcome.stands()) {
      new AdditionsText(plan()).leftOut(course).ifPresent(lines::add);
      plan().byHand().forEach(line -> lines.add("By hand: " + line));
    }
    if (outcome == Outcome.UNDONE || outcome == Outcome.TAKEN_BACK) {
      plan().ifUndone().forEach(line -> lines.add("Warning: " + line));
    }
    var buttons = new ArrayList<Button>();
    if (outcome.undoable()) {
      buttons.add(new Button("Undo", new Button.Action.Say("/restore undo " + run)));
    }
    if (outcome.purgeable()) {
      buttons.add(new Button("Purge", new Button.Action.Say("/restore purge " + run)));
    }
    return new Post(lines, buttons);
  }

  private Plan plan() {
    return course.plan();
  }

  private String headline(Outcome outcome) {
    var service = plan().service();
    return switch (outcome) {
      case RESTORED -> "Done: " + service + " " + live() + ", and " + passed() + ".";
      case ACCEPTED -> "Over: " + service + " " + live() + "; a failed check was accepted.";
      case PREVIEWED -> "Dry run: nothing was touched. Without `--dry-run`, this plan would be put to approval.";
      case DRILLED -> "Done: the drill passed. All that the snapshot " + plan().snapshot().timestamp()
          + " holds was restored and is sound; whether " + service + " starts with it, only " + service
          + " can tell. It was not touched.";
      case UNPROVEN -> "Over: the drill of " + service + " failed; why stands above. " + service
          + " was not touched.";
      case REFUSED -> "Over: refused.";
      case DENIED -> "Over: people said no. What was live is live.";
      case CANCELLED -> "Over: cancelled. What was live is live.";
      case FAILED -> "Over: it failed, and what was live is live.";
      case UNDONE -> "Done: " + run + " is undone; " + service + " serves what it served before.";
      case TAKEN_BACK ->
        "Over: a check failed and " + run + " is undone; " + service + " serves what it served before.";
      case PURGE_UNFINISHED ->
        "Over: the purge did not finish. What " + run + " had kept aside may be partly deleted, so it "
            + "can no longer be put back; purge it again when the cause is removed.";
      case LEFT -> "Over: people had " + service + " started as it is; what that is stands above. What " + run
          + " displaced is kept on " + plan().claim() + ", in .restorebot/" + run
          + ": when the cause is removed, it can be undone.";
      case CLOSED -> "Over: people have seen to " + run + " by hand.";
      case PURGED, UNDONE_PURGED -> "Done: what " + run + " had kept aside is deleted.";
    };
  }

  private String live() {
    return course.request().amends()
        ? "has the " + plan().words().nouns() + " that were missing (" + new AdditionsText(plan()).amount() + ")"
        : "is restored from " + plan().snapshot().timestamp();
  }

  /// What could not be asked did not pass.
  private String passed() {
    var unknown = course.result(Step.VERIFY).orElse(null) instanceof StepResult.Checked(var checks)
        ? checks.stream().filter(check -> check.status() == Status.UNKNOWN).count()
        : 0;
    return unknown == 0
        ? "every check passed"
        : "every check passed but " + unknown + " that could not be asked";
  }
}
