package dev.restorebot.engine;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import dev.restorebot.run.Runs;
import dev.restorebot.service.ServiceName;
import java.util.Optional;
import java.util.function.Predicate;

/// What stands against something that is asked of a run, in a sentence each; empty if nothing does.
final class Preconditions {
  private final Runs runs;
  private final Policy policy;

  Preconditions(Runs runs, Policy policy) {
    this.runs = runs;
    this.policy = policy;
  }

  /// To cancelling a run.
  static Optional<String> toCancel(Run run) {
    return run.state().cancellable()
        ? Optional.empty()
        : Optional.of(run.id() + " is " + RunWords.standing(run.state()) + " and cannot be cancelled"
            + (run.state().over() ? "" : "; when it is over, `/restore undo " + run.id() + "` puts everything back"));
  }

  /// To closing a run that people have seen to by hand.
  static Optional<String> toClose(Run run) {
    return run.state() instanceof RunState.Parked
        ? Optional.empty()
        : Optional.of(run.id() + " is " + RunWords.standing(run.state()) + " and cannot be closed");
  }

  /// To asking again at the gate where nobody decided in time.
  Optional<String> toReopen(Run run) {
    return run.state() instanceof RunState.Paused(var course, var gate)
        ? policy.nobodyCouldApprove(course.asker(), gate)
        : Optional.of(run.id() + " is " + RunWords.standing(run.state()) + ", and only a paused run can be reopened");
  }

  /// To `by` asking to put back what a run displaced.
  Optional<String> toUndo(Person by, Run run) {
    if (run.state() instanceof RunState.Opaque) {
      return Optional.of(unknown(run, "undone", "The old data, as far as it was kept, is on the volume in "
          + run.id().folder().path() + "/displaced."));
    }
    if (!(run.state() instanceof RunState.Over(var course, var outcome)) || !outcome.undoable()) {
      return Optional
          .of(run.id() + " is " + RunWords.standing(run.state()) + ", and only a restored run can be undone");
    }
    var service = course.plan().service();
    var later = runs.about(service).stream().filter(other -> other.begun() > run.begun())
        .filter(other -> isLive(other.state())).findFirst();
    return later.map(other -> other.id() + " restored " + service + " after " + run.id() + "; undo that one first")
        .or(() -> toBegin(service, run.id()))
        .or(() -> policy.nobodyCouldApprove(by, Gate.UNDO));
  }

  /// True if what the run installed is, or may be, what the service serves.
  private static boolean isLive(RunState state) {
    return switch (state) {
      case RunState.Over(var course, var how) -> how.live() && course.result(Step.UNDO).isEmpty();
      case RunState.Opaque(_, var how) -> how.live();
      case RunState _ -> false;
    };
  }

  private static String unknown(Run run, String done, String where) {
    return run.id() + " is " + RunWords.standing(run.state()) + ", so it cannot be " + done + " from here. " + where;
  }

  /// To `by` asking to delete what a run displaced.
  Optional<String> toPurge(Person by, Run run) {
    if (run.state() instanceof RunState.Opaque) {
      return Optional.of(unknown(run, "purged", "What it keeps on the volume is in " + run.id().folder().path() + "."));
    }
    if (!(run.state() instanceof RunState.Over(var course, var outcome)) || !outcome.purgeable()) {
      return Optional.of(run.id() + " is " + RunWords.standing(run.state())
          + ", and only a restored or undone run can be purged");
    }
    return toBegin(course.plan().service(), run.id())
        .or(() -> policy.nobodyCouldApprove(by, Gate.PURGE));
  }

  /// To `request` as `id`: another run on the service is not over. A drill, which touches no volume, is in no restore's way, and
  /// waits only for what is really at work.
  Optional<String> toBegin(Request request, RunId id) {
    return request.isDrill()
        ? atWork(request.service(), run -> !run.id().equals(id) && !(run.state() instanceof RunState.Paused)
            && !(run.state() instanceof RunState.Parked))
        : toBegin(request.service(), id);
  }

  private Optional<String> toBegin(ServiceName service, RunId id) {
    return atWork(service, run -> !run.id().equals(id) && !Drills.isDrill(run));
  }

  /// To examining the volume of `service`: a run does something with it now, or with what uses it.
  Optional<String> toExamine(ServiceName service) {
    return runs.open().stream().filter(run -> run.isAbout(service) && !Drills.isDrill(run))
        .filter(run -> run.state() instanceof RunState.Acting || run.state() instanceof RunState.Between).findFirst()
        .map(run -> run.id() + " is at work on it: " + RunWords.standing(run.state()));
  }

  /// To anything on `service`: a run on it is not over.
  Optional<String> toBegin(ServiceName service) {
    return atWork(service, run -> !Drills.isDrill(run));
  }

  private Optional<String> atWork(ServiceName service, Predicate<Run> other) {
    return runs.open().stream().filter(other)
        .filter(run -> run.isAbout(service)).findFirst()
        .map(run -> run.id() + " is already at work on " + service + ": "
            + RunWords.standing(run.state()) + ". " + next(run));
  }

  private static String next(Run run) {
    return switch (run.state()) {
      case RunState.Paused _ ->
        "`/restore reopen " + run.id() + "` asks again, `/restore cancel " + run.id() + "` leaves it";
      case RunState.Parked _ -> "`/restore show " + run.id() + "` says what to do by hand; then `/restore cancel "
          + run.id() + "` closes it";
      case RunState _ -> "`/restore show " + run.id() + "` tells more";
    };
  }
}
