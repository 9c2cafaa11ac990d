package dev.restorebot.commands.thread;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.plan.Request.Extent;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Course;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.OpenGate;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.AskedInVain;
import dev.restorebot.run.RunEvent.AttemptLost;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.GlassHeld;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import dev.restorebot.snapshot.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the thread of a run says of each entry of its journal. Pure.
public final class ThreadText {
  private ThreadText() {}

  /// The message for `entry`, if it is worth one.
  ///
  /// @param before the run's state before the entry
  public static Optional<Post> post(Entry entry, RunState before) {
    var after = before.after(entry.event());
    return switch (entry.event()) {
      case Asked(var by, var request, _) -> Optional.of(Post.quoting(request.reason().orElse(""), "Restore of "
          + request.service() + ", asked by " + by.name() + request.reason().map(why -> " (" + why + ")").orElse("")
          + ": " + entry.run() + ". Looking at the backups, the volume and who follows it; nothing is touched."));
      case TurnedAway _ -> Optional.empty();
      case Planned(var plan) -> after.planned().filter(course -> course.request().extent() == Extent.PREVIEW)
          .map(_ -> Post.of(new PlanText(plan).whole(entry.run())));
      case Refused(var reason, var hint) -> Optional.of(Post.of(lines("Refused: " + reason, hint,
          "Nothing that is live was touched.")));
      case Replanned(var plan, var differences) -> Optional.of(Post.of(lines("The plan has changed to "
          + plan.fingerprint().brief() + "; approvals of the old one count for nothing:",
          differences.stream().map(line -> "  " + line).toArray(String[]::new))));
      case GateOpened opened -> after.planned().map(course -> gate(entry.run(), course, opened));
      case Chosen(var by, _, _, _, var reason, var ruling) when ruling.counts() -> Optional.of(Post.quoting(reason,
          by.name() + " chose [" + ruling.words() + "]" + (reason.isEmpty() ? "." : ", because: " + reason)));
      case Chosen _, GlassHeld _, AskedInVain _, Posted _, Shown _ -> Optional.empty();
      case GlassBroken broken -> Optional.of(GlassText.broken(entry.run(), broken));
      case GlassPassed(var gate) -> before instanceof RunState.Waiting(_, var open)
          ? open.glass().map(broken -> GlassText.passed(gate, broken))
          : Optional.empty();
      case Reminded(var gate, _) ->
        before instanceof RunState.Waiting(_, var open)
            ? Optional.of(reminder(entry.run(), gate, open))
            : Optional.empty();
      case Expired(var gate) -> Optional.of(after instanceof RunState.Paused(var course, _)
          ? paused(entry, before, course, gate)
          : Post.of("Nobody decided in time at the gate " + gate.word() + "; " + entry.run() + " stays as it was."));
      case AskedAgain(var by) ->
        Optional.of(Post.of(by.name() + " asks again for a decision. Looking at the backups and "
            + "the volume again before; nothing is touched."));
      case StepStarted(var step, var attempt) -> started(before, step, attempt);
      case AttemptLost(var step, _, var how, _) -> Optional.of(Post.of("Lost at " + step.word() + ": " + how + "."));
      case StepDone(var step, var result) -> message(ResultText.done(step, result));
      case StepFailed(var step, var reason, var hint, var result) -> Optional.of(Post.of(failed(step, reason, hint,
          ResultText.done(step, result))));
      case CancelAsked(var by) -> Optional.of(Post.of(by.name() + " cancels the run."));
      case UndoAsked(var by) -> Optional.of(Post.of(by.name() + " asks to undo " + entry.run() + "."));
      case PurgeAsked(var by) -> Optional.of(Post.of(by.name() + " asks to purge " + entry.run() + "."));
      case Recovered() -> Optional.of(Post.of("I was restarted. " + entry.run() + (before instanceof RunState.Paused
          ? " is " + RunWords.standing(before) + "."
          : " was " + RunWords.standing(before) + " and goes on from there.")));
      case Ended(var outcome) -> after.planned().map(course -> ended(entry.run(), course, outcome));
    };
  }

  private static List<String> lines(String first, String... more) {
    var lines = new ArrayList<String>();
    lines.add(first);
    for (var line : more) {
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Optional<Post> message(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Optional.of(Post.of(lines));
  }

  private static Optional<Post> started(RunState before, Step step, int attempt) {
    if (before instanceof RunState.Acting) {
      return Optional.of(Post.of("Trying again: " + step.word() + ", attempt " + attempt + "."));
    }
    return step == Step.QUIESCE ? Optional.of(Post.of("Stopping the service; the downtime begins.")) : Optional.empty();
  }

  /// Why `step` could not be done, what was found, and the next move.
  static List<String> failed(Step step, String reason, String hint, List<String> details) {
    var lines = new ArrayList<String>();
    lines.add("Failed at " + step.word() + ": " + reason);
    if (step == Step.VERIFY || step == Step.ANNOUNCE) {
      lines.addAll(details);
    }
    if (!hint.isBlank()) {
      lines.add("Next: " + hint);
    }
    return lines;
  }

  private static Post gate(RunId run, Course course, GateOpened opened) {
    var lines = new ArrayList<>(switch (opened.gate()) {
      case START -> new PlanText(course.plan()).whole(run);
      case ACCESS -> access(course);
      case REPLACE -> replace(course);
      case CHECKS -> List.of(checks(course));
      case UNDO -> undo(run, course);
      case PURGE -> purge(run, course);
      case REPAIR -> List.of("A person must look: " + course.next().map(Step::word).orElse("the step")
          + " failed and cannot be left as it is. " + course.plan().service()
          + " may be stopped meanwhile. When the cause is removed, retry.");
    });
    lines.add(decision(opened));
    var buttons = new ArrayList<>(opened.gate().choices().stream()
        .map(choice -> Button.of(run, opened.gate(), opened.fingerprint(), choice)).toList());
    opened.breakGlassAfter().ifPresent(after -> {
      lines.add(GlassText.offer(after));
      buttons.add(GlassText.button(run, opened));
    });
    return new Post(lines, buttons);
  }

  private static Post reminder(RunId run, Gate gate, OpenGate open) {
    return Post.of("Still to be decided at the gate " + gate.word() + ": until " + Times.clock(open.expires()) + ", by "
        + String.join(" or ", names(open.missing())) + (gate == Gate.UNDO || gate == Gate.PURGE
            ? ". If nobody decides, " + run + " stays as it is."
            : ". Nobody deciding pauses the run."));
  }

  private static Post paused(Entry entry, RunState before, Course course, Gate gate) {
    var service = course.plan().service();
    var lines = new ArrayList<String>();
    lines.add("Paused: nobody had decided by " + Times.clock(entry.at()) + " at the gate " + gate.word()
        + (gate == Gate.START ? " whether to begin." : " whether to replace the data of " + service + "."));
    lines.add("Nothing live was touched, and " + service + " was not stopped. " + (course.attempts(Step.STAGE) > 0
        ? "What is staged stays on the volume until this is decided or cancelled."
        : "Nothing is staged yet."));
    if (before instanceof RunState.Waiting(_, var open) && !open.consents().isEmpty()) {
      lines.add(String.join(" and ", open.consents().stream().map(consent -> consent.by().name()).toList())
          + " had consented, which counts for nothing when it is asked again.");
    }
    lines.add("Ask again when an approver is there; the plan is checked again before.");
    return new Post(lines, List.of(Button.askAgain(entry.run()), Button.cancel(entry.run())));
  }

  private static String checks(Course course) {
    var service = course.plan().service();
    return course.next().equals(Optional.of(Step.RESUME))
        ? "A person must decide: retry, undo (the displaced data comes back), or accept what is live now. " + service
            + " may be stopped meanwhile; each of the three starts it."
        : "A person must decide: retry the check, undo (the displaced data comes back), or accept what is live now. "
            + service + " is not changed until then.";
  }

  private static String decision(GateOpened opened) {
    var names = names(opened.deciders());
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

  private static List<String> names(List<String> ids) {
    return ids.stream().map(Policy::called).toList();
  }

  private static List<String> access(Course course) {
    var lines = new ArrayList<String>();
    lines.add("Grant these rights in " + course.plan().service() + "?");
    course.plan().loss().grants().forEach(grant -> grant.rows().forEach(row -> lines.add("  " + row)));
    return lines;
  }

  private static List<String> replace(Course course) {
    var lines = new ArrayList<String>();
    lines.add("Staged. Replace the data of " + course.plan().service() + " now? Plan "
        + course.plan().fingerprint().brief() + "; " + course.plan().service()
        + " still runs and is stopped only after "
        + "this approval.");
    lines.addAll(new PlanText(course.plan()).exchange());
    return lines;
  }

  private static List<String> undo(RunId run, Course course) {
    var lines = new ArrayList<String>();
    lines.add("Undo " + run + "? " + course.plan().service() + " is stopped, what was displaced is put back byte for "
        + "byte, and what is live now is set aside on the volume, not deleted. What was written since the restore is then "
        + "no longer live.");
    course.plan().ifUndone().forEach(line -> lines.add("Warning: " + line));
    return lines;
  }

  private static List<String> purge(RunId run, Course course) {
    return List.of("Purge " + run + "? This deletes for good, on " + course.plan().claim() + ", all that " + run
        + " displaced or set aside, in .restorebot/" + run + ". It cannot be undone after that.",
        "To confirm, type the name of the service: " + course.plan().service());
  }

  private static Post ended(RunId run, Course course, Outcome outcome) {
    var service = course.plan().service();
    var lines = new ArrayList<String>();
    lines.add(switch (outcome) {
      case RESTORED -> "Done: " + service + " is restored from " + course.plan().snapshot().timestamp()
          + ", and every check passed.";
      case ACCEPTED -> "Over: " + service + " is restored from " + course.plan().snapshot().timestamp()
          + "; a failed check was accepted.";
      case PREVIEWED -> "Dry run: nothing was touched. Without `--dry-run`, this plan would be put to approval.";
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
      case PURGED, UNDONE_PURGED -> "Done: what " + run + " had kept aside is deleted.";
    });
    if (outcome.undoable()) {
      course.plan().byHand().forEach(line -> lines.add("By hand: " + line));
    }
    if (outcome == Outcome.UNDONE || outcome == Outcome.TAKEN_BACK) {
      course.plan().ifUndone().forEach(line -> lines.add("Warning: " + line));
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
}
