package dev.restorebot.commands.thread;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.PendingApproval;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.AttemptLost;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Closed;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunEvent.Parked;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.RunState;
import dev.restorebot.run.Transition;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the thread of a run says of each entry of its journal. Pure.
public final class ThreadText {
  private ThreadText() {}

  /// The message for the entry that `told` tells of, if it is worth one.
  public static Optional<Post> post(Transition told) {
    var entry = told.entry();
    var before = told.before();
    var after = told.after();
    return switch (entry.event()) {
      case Asked(var by, var request, _) -> Optional.of(Post.quoting(request.reason().orElse(""),
          RequestText.of(request) + ", asked by " + by.name() + request.reason().map(why -> " (" + why + ")").orElse("")
              + ": " + entry.run() + ". Looking at " + looking(request) + "; nothing is touched."));
      case TurnedAway _ -> Optional.empty();
      case Planned(var plan) -> after.planned().flatMap(course -> planned(entry.run(), course.request(), plan));
      case Refused(var reason, var hint) -> Optional.of(Post.of(lines(
          (isDrill(before) ? "The drill failed: " : "Refused: ") + reason, hint, "Nothing that is live was touched.")));
      case Replanned(var plan, var differences) -> Optional.of(Post.of(lines("The plan has changed to "
          + plan.fingerprint().brief() + "; approvals of the old one count for nothing:",
          differences.stream().map(line -> "  " + line).toArray(String[]::new))));
      case GateOpened opened -> after.planned().map(course -> new GateText(entry.run(), course).post(opened));
      case Chosen(var by, _, _, _, var reason, var ruling) when ruling.counts() -> Optional.of(Post.quoting(reason,
          by.name() + " chose [" + ruling.words() + "]" + (reason.isEmpty() ? "." : ", because: " + reason)));
      case Chosen _, BreakGlassRejected _, RequestRejected _, Posted _, Shown _ -> Optional.empty();
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
      case StepDone(var step, var result, _) -> message(ResultText.done(step, result));
      case StepFailed(var step, var reason, var hint, var result, _) -> Optional.of(Post.of(failed(step, reason, hint,
          ResultText.done(step, result))));
      case CancelAsked(var by) -> Optional.of(Post.of(by.name() + " cancels the run."));
      case UndoAsked(var by) -> Optional.of(Post.of(by.name() + " asks to undo " + entry.run() + "."));
      case PurgeAsked(var by) -> Optional.of(Post.of(by.name() + " asks to purge " + entry.run() + "."));
      case Recovered() -> Optional.of(Post.of("I was restarted. " + entry.run() + (before instanceof RunState.Paused
          ? " is " + RequestText.standing(before) + "."
          : " was " + RequestText.standing(before) + " and goes on from there.")));
      case Parked(var why, var byHand) -> Optional.of(Post.of(parked(entry.run(), after, why, byHand)));
      case Closed(var by) ->
        Optional.of(Post.of(by.name() + " has seen to " + entry.run() + " by hand and closes it."));
      case Unreadable _ -> Optional.empty();
      case Ended(var outcome) -> after.planned().map(course -> new OutcomeText(entry.run(), course).post(outcome));
    };
  }

  private static List<String> parked(RunId run, RunState state, String why, List<String> byHand) {
    var service = state.known().service().map(name -> " on " + name).orElse("");
    var lines = new ArrayList<String>();
    lines.add("Parked: " + run + service + " was not over, and I cannot tell how far it came: " + why);
    lines.add("I do nothing more about it by myself. By hand:");
    for (var index = 0; index < byHand.size(); index++) {
      lines.add("  " + (index + 1) + ". " + byHand.get(index));
    }
    return lines;
  }

  private static boolean isDrill(RunState state) {
    return state instanceof RunState.Resolving(_, var request) && request.isDrill();
  }

  private static String looking(Request request) {
    return switch (request.intent()) {
      case Intent.Restore _ -> "the backups, the volume and who follows it";
      case Intent.Amend _ -> "the volume and who follows it";
      case Intent.Drill _ -> "the backups";
    };
  }

  /// The plan of what nobody approves; of a restore, the gate tells.
  private static Optional<Post> planned(RunId run, Request request, Plan plan) {
    var text = new PlanText(request, plan);
    if (request.isDrill()) {
      return Optional.of(Post.of(text.drill(run)));
    }
    return request.intent().changes() ? Optional.empty() : Optional.of(Post.of(text.whole(run)));
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
    if (step == Step.VERIFY || step == Step.ANNOUNCE || (step == Step.DRILL && !details.contains(reason))) {
      lines.addAll(details);
    }
    if (!hint.isBlank()) {
      lines.add("Next: " + hint);
    }
    return lines;
  }

  private static Post reminder(RunId run, Gate gate, PendingApproval open) {
    return Post.of("Still to be decided at the gate " + gate.word() + ": until " + Times.clock(open.expires()) + ", by "
        + String.join(" or ", names(open.missing())) + (gate == Gate.UNDO || gate == Gate.PURGE
            ? ". If nobody decides, " + run + " stays as it is."
            : ". Nobody deciding pauses the run."));
  }

  private static Post paused(Entry entry, RunState before, RunProgress course, Gate gate) {
    var service = course.plan().service();
    var lines = new ArrayList<String>();
    lines.add("Paused: nobody had decided by " + Times.clock(entry.at()) + " at the gate " + gate.word()
        + " whether to " + switch (gate) {
          case AMEND -> course.plan().words().agree() + " " + course.plan().words().nouns() + " that are missing.";
          case REPLACE -> "replace the data of " + service + ".";
          case START, CHECKS, UNDO, PURGE, REPAIR -> "begin.";
        });
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

  private static List<String> names(List<String> ids) {
    return ids.stream().map(Policy::called).toList();
  }
}
