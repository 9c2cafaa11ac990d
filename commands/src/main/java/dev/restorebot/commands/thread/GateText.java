package dev.restorebot.commands.thread;

import dev.restorebot.approval.Policy;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people are asked at a gate, and by whom it is decided. Pure.
record GateText(RunId run, RunProgress course) {
  Post post(GateOpened opened) {
    var lines = new ArrayList<>(switch (opened.gate()) {
      case START -> new PlanText(course.request(), plan()).whole(run);
      case AMEND -> course.request().amends() ? amendment() : additions();
      case REPLACE -> new ExchangeText(course).lines();
      case CHECKS -> List.of(checks());
      case UNDO -> undo();
      case PURGE -> purge();
      case REPAIR -> List.of("A person must look: " + course.next().map(Step::word).orElse("the step")
          + " failed and cannot be left as it is. " + plan().service()
          + " may be stopped meanwhile. When the cause is removed, retry.",
          "Or start " + plan().service()
              + " as it is, which ends the run: the thread tells what is live then, and what " + run
              + " displaced stays in .restorebot/" + run + " on " + plan().claim() + ".");
    });
    lines.add(decision(opened));
    var buttons = new ArrayList<>(opened.gate().choices().stream()
        .map(choice -> Button.of(run, opened.gate(), opened.fingerprint(), choice, course.label(choice))).toList());
    opened.breakGlassAfter().ifPresent(after -> {
      lines.add(GlassText.offer(after));
      buttons.add(GlassText.button(run, opened));
    });
    return new Post(lines, buttons);
  }

  private Plan plan() {
    return course.plan();
  }

  /// What is added to data that is about to go live.
  private List<String> additions() {
    var additions = new AdditionsText(plan());
    var label = plan().words().label();
    var lines = new ArrayList<String>();
    lines.add("Staged. " + label + " in " + plan().service() + "? The " + plan().words().nouns()
        + " below are missing in what is staged, and follow from what else is there: " + additions.amount()
        + ". Plan " + plan().fingerprint().brief() + "; " + plan().service()
        + " still runs.");
    lines.add(
        "With [" + label
            + "] they are added, in one transaction, to the staged database before it goes live. [Leave out] goes on"
            + " without them: " + additions.without() + ".");
    lines.add("Either way, the replacement of the data is asked for next.");
    lines.addAll(new LossText(plan(), new Lists()).warnings());
    lines.addAll(additions.rows());
    return lines;
  }

  /// What is added to data that is live: all that the run is about, asked once.
  private List<String> amendment() {
    var label = plan().words().label();
    var lines = new ArrayList<>(new PlanText(course.request(), plan()).whole(run));
    lines.add(1,
        label + " in " + plan().service() + "? The " + plan().words().nouns()
            + " below are missing in its database, and follow from what"
            + " else is there. [" + label + "] stops " + plan().service()
            + " and adds them. With [Leave out] nothing happens: " + plan().service() + " goes on as it is.");
    return lines;
  }

  private String checks() {
    var service = plan().service();
    return course.next().equals(Optional.of(Step.RESUME))
        ? "A person must decide: retry, undo (the displaced data comes back), or accept what is live now. " + service
            + " may be stopped meanwhile; each of the three starts it."
        : "A person must decide: retry the check, undo (the displaced data comes back), or accept what is live now. "
            + service + " is not changed until then.";
  }

  private List<String> undo() {
    var lines = new ArrayList<String>();
    lines.add("Undo " + run + "? " + plan().service() + " is stopped, what was displaced is put back byte for "
        + "byte, and what is live now is set aside on the volume, not deleted. What was written since "
        + course.request().amendment().map(words -> "the " + words.nouns() + " were added").orElse("the restore")
        + " is then no longer live.");
    plan().ifUndone().forEach(line -> lines.add("Warning: " + line));
    return lines;
  }

  private List<String> purge() {
    return List.of("Purge " + run + "? This deletes for good, on " + plan().claim() + ", all that " + run
        + " displaced or set aside, in .restorebot/" + run + ". It cannot be undone after that.",
        "To confirm, type the name of the service: " + plan().service());
  }

  private static String decision(GateOpened opened) {
    var names = opened.deciders().stream().map(Policy::called).toList();
    var who = "Needs " + (opened.needed() == 1
        ? "the approval of " + String.join(" or ", names)
        : opened.needed() + " of " + String.join(", ", names))
        + (fewer(opened) ? ", who are too few" : "");
    return who + (opened.gate().patient()
        ? "; waits for as long as it takes."
        : "; open until " + Times.minute(opened.expires()) + ".");
  }

  /// True if those who may consent are not enough, which only breaking glass makes good.
  private static boolean fewer(GateOpened opened) {
    return opened.deciders().size() < opened.needed() && opened.deciders().stream().noneMatch(Policy::isGroup);
  }
}
