package dev.restorebot.engine;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Note;
import dev.restorebot.facts.Examinations;
import dev.restorebot.facts.LiveLook;
import dev.restorebot.facts.Preflight;
import dev.restorebot.facts.Unexpected;
import dev.restorebot.jobs.JobRequest;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.Patience;
import dev.restorebot.jobs.Tasks;
import dev.restorebot.jobs.Waits;
import dev.restorebot.jobs.Workers;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Pause;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunKeys;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.StepResult;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Drilled;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Does the steps of a run, each safe to repeat. Blocks; thread-safe. Whatever goes wrong becomes an outcome.
final class Steps {
  private static final Logger LOG = System.getLogger(Steps.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration ARRIVAL = Duration.ofSeconds(1);
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(1);
  private static final Duration FOLLOWS_WITHIN = Duration.ofMinutes(2);

  private static final int TOLD = 8;

  private final Workers workers;
  private final Preflight preflight;
  private final Downtime downtime;
  private final Examinations examinations;
  private final RunKeys keys;
  private final Pause pause;
  private final InstantSource time;

  Steps(Workers workers, Preflight preflight, Downtime downtime, Examinations examinations, RunKeys keys,
      Pause pause, InstantSource time) {
    this.keys = keys;
    this.examinations = examinations;
    this.workers = workers;
    this.preflight = preflight;
    this.downtime = downtime;
    this.pause = pause;
    this.time = time;
  }

  /// Makes the attempt called `attempt` at `step`.
  StepOutcome attempt(RunId run, ManagedService site, RunProgress course, Step step, int attempt)
      throws InterruptedException {
    try {
      return switch (step) {
        case DRILL -> proven(course, work(errand(run, site,
            tasks(run, site, course).drill(site.outsideSince(course.plan()), time.instant()),
            attempt)));
        case STAGE -> work(errand(run, site,
            tasks(run, site, course).stage(preflight.capacity(site.definition())), attempt));
        case QUIESCE -> noted(run, site, Note.STOPPED, stoppedIfOfUse(run, site, course, attempt));
        case CONFIRM -> confirm(run, site, course, attempt);
        case REPLACE -> noted(run, site, Note.REPLACED, compared(course,
            whileStopped(errand(run, site,
                tasks(run, site, course).replace(site.outsideSince(course.plan()), time.instant(),
                    staged(course).folders(), attempt == 1),
                attempt).hurried(course.plan(), attempt))));
        case UNDO -> noted(run, site, Note.UNDONE, back(course,
            stopped(errand(run, site, tasks(run, site, course).undo(displaced(course)), attempt).hurried(course.plan(),
                attempt))));
        case RESUME -> noted(run, site, Note.RESUMED, started(run, site, course, attempt));
        case ANNOUNCE -> announce(site);
        case VERIFY -> verify(site, course);
        case CLEAN_UP -> cleanUp(run, site, course);
        case DISCARD, PURGE -> work(errand(run, site, new Task.Purge(run.folder(), course.replacing()), attempt));
      };
    } catch (ClusterException e) {
      return new StepOutcome.Failed(String.valueOf(e.getMessage()), e.next());
    } catch (RuntimeException e) {
      return new StepOutcome.Failed(Unexpected.told("the step " + step.word() + " of " + run, e), Unexpected.NEXT);
    }
  }

  private JobRequest errand(RunId run, ManagedService site, Task.OfRun task, int attempt) {
    return new JobRequest(run, site.definition(), task, attempt, task.moves() ? keys.of(run) : Optional.empty(),
        Optional.empty());
  }

  /// An undo that cannot be done stops nothing.
  private StepOutcome stoppedIfOfUse(RunId run, ManagedService site, RunProgress course, int attempt)
      throws InterruptedException {
    if (course.undoing()) {
      var check = tasks(run, site, course).checkUndo(displaced(course));
      if (workers.ask(errand(run, site, check, 1).hurried(course.plan(), attempt)) instanceof Report.Failed failed) {
        return new StepOutcome.Failed("nothing was stopped, since the undo cannot be done: " + failed.reason(),
            failed.hint());
      }
    }
    return quiesced(site.definition(), course.plan());
  }

  /// What a service is started on is told before, where that is not what the run was about.
  private StepOutcome started(RunId run, ManagedService site, RunProgress course, int attempt)
      throws InterruptedException {
    if (!course.leaving()) {
      return startedAgain(run, site, course);
    }
    var live =
        new LiveLook(workers).lines(run, site.definition(), preflight.capacity(site.definition()), course, attempt);
    return switch (startedAgain(run, site, course)) {
      case StepOutcome.Done(StepResult.Noted(var notes)) ->
        new StepOutcome.Done(new StepResult.Noted(Stream.concat(live.stream(), notes.stream()).toList()));
      case StepOutcome.Failed(var reason, var hint, _) ->
        new StepOutcome.Failed(reason, hint, new StepResult.Noted(live));
      case StepOutcome other -> other;
    };
  }

  /// Whoever is on standby is ended when the service has been started, and not before: that is for afterwards.
  private StepOutcome startedAgain(RunId run, ManagedService site, RunProgress course) throws InterruptedException {
    var outcome = downtime.end(site.definition(), course.plan());
    over(run, site);
    return outcome;
  }

  private StepOutcome quiesced(ServiceDefinition service, Plan plan) throws InterruptedException {
    examinations.giveWay(service);
    return downtime.begin(service, plan);
  }

  private static Tasks tasks(RunId run, ManagedService site, RunProgress course) {
    return new Tasks(run, site, course.request(), course.plan(), course.agreed());
  }

  private StepOutcome work(JobRequest errand) throws InterruptedException {
    return work(errand, Optional::empty);
  }

  /// Only while the service is as it was left when it was stopped: looked at right before the worker starts.
  private StepOutcome whileStopped(JobRequest errand) throws InterruptedException {
    return work(errand, () -> downtime.disturbed(errand.service()).map(Steps::disturbed));
  }

  /// With the service stopped again if somebody has started it meanwhile.
  private StepOutcome stopped(JobRequest errand) throws InterruptedException {
    if (downtime.disturbed(errand.service()).isPresent()) {
      downtime.stop(errand.service());
    }
    return whileStopped(errand);
  }

  private static String disturbed(String how) {
    return "the service did not stay stopped: " + how;
  }

  private StepOutcome work(JobRequest errand, Supplier<Optional<String>> objection) throws InterruptedException {
    return switch (workers.work(errand, objection)) {
      case Workers.JobResult.Said(Report.Failed failed, var output) ->
        new StepOutcome.Failed(failed.reason(), failed.hint(), new StepResult.Worked(failed, output));
      case Workers.JobResult.Said(var report, var output) ->
        new StepOutcome.Done(new StepResult.Worked(report, output));
      case Workers.JobResult.Lost(var how, var hint, var again, var output) ->
        new StepOutcome.Lost(how, hint, again, output);
      case Workers.JobResult.Unable(var reason, var hint) -> new StepOutcome.Failed(reason, hint);
    };
  }

  /// Leaves a note of a step that was done for whoever looks at the workload with the cluster's own tools. The run does not
  /// depend on it.
  private StepOutcome noted(RunId run, ManagedService site, Note note, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Done) {
      downtime.note(site.definition(), run, note);
    }
    return outcome;
  }

  /// Ends what waits for a run that is about to end. What the cluster does not take back ends by itself.
  void over(RunId run, ManagedService site) {
    try {
      workers.standDown(run, site.definition());
    } catch (ClusterException e) {
      LOG.log(Level.WARNING, "the worker of " + run + " that is on standby was not ended", e);
    }
  }

  /// Leaves a note of how the record of a run was sealed when it ended, where whoever can write to the journal cannot change it.
  void sealed(RunId run, ManagedService site, Note seal) {
    downtime.note(site.definition(), run, seal);
  }

  /// What is live must be what was verified, but for what the fix-up changed and verified again.
  private static StepOutcome compared(RunProgress course, StepOutcome outcome) {
    if (!(outcome instanceof StepOutcome.Done(StepResult.Worked(Replaced replaced, _)))) {
      return outcome;
    }
    var unlike = unlike(course.plan(), staged(course), replaced);
    return unlike.isEmpty()
        ? outcome
        : new StepOutcome.Failed("what is live as " + String.join(", ", unlike) + " is not what was verified",
            "The displaced data is put back.");
  }

  private static List<String> unlike(Plan plan, Staged staged, Replaced replaced) {
    var unlike = new ArrayList<String>();
    for (var source : plan.snapshot().sources()) {
      var live = replaced.live().stream().filter(file -> file.path().equals(source.file())).findFirst();
      var edited = replaced.fixUp().edited().contains(source.database());
      if (live.isEmpty() || (!edited && !live.get().digest().equals(source.digest()))) {
        unlike.add(source.file());
      }
    }
    staged.folders().stream().filter(folder -> !replaced.folders().contains(folder)).map(VolumeFolder::path)
        .forEach(unlike::add);
    return unlike;
  }

  /// What a drill restored must be what was verified, and hold everything that the snapshot holds.
  private static StepOutcome proven(RunProgress course, StepOutcome outcome) {
    if (!(outcome instanceof StepOutcome.Done(StepResult.Worked(Drilled drilled, var output)))) {
      return outcome;
    }
    var wrong = new ArrayList<>(drilled.defects());
    unlike(course.plan(), drilled.staged(), drilled.replaced()).stream()
        .map(path -> path + " is not what was verified").forEach(wrong::add);
    course.plan().snapshot().contents().with(drilled.staged().mended().contents()).items().stream()
        .filter(item -> !holds(drilled.contents(), item)).map(item -> item.label() + " is not as the snapshot has it")
        .forEach(wrong::add);
    return wrong.isEmpty()
        ? outcome
        : new StepOutcome.Failed("what was restored into scratch space is not sound: "
            + wrong.stream().limit(TOLD).collect(Collectors.joining("; "))
            + (wrong.size() > TOLD ? "; and " + (wrong.size() - TOLD) + " more" : ""),
            "Mend the backup before it is needed. Another snapshot may be sound: `/restore list "
                + course.plan().service() + "`; a mirror is the same for all.",
            new StepResult.Worked(drilled, output));
  }

  private static boolean holds(Contents restored, Item expected) {
    return restored.item(expected.id()).filter(item -> item.parts().containsAll(expected.parts())
        && item.versions().entrySet().containsAll(expected.versions().entrySet())).isPresent();
  }

  /// What the replacement is known to have displaced.
  private static List<VolumeFile> displaced(RunProgress course) {
    return course.replaced().map(Replaced::displaced).orElse(List.of());
  }

  /// What was staged.
  private static Staged staged(RunProgress course) {
    return course.result(Step.STAGE).orElse(StepResult.nothing()) instanceof StepResult.Worked(Staged staged, _)
        ? staged
        : new Staged(List.of(), List.of(), RepairResult.NOTHING);
  }

  /// What was displaced must be live again, if the replacement is known to have displaced anything.
  private static StepOutcome back(RunProgress course, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Done(StepResult.Worked(Report.Undone undone, _))
        && !undone.live().containsAll(displaced(course))) {
      return new StepOutcome.Failed(
          "what the run displaced is not all back; the run's folder on the volume may have been"
              + " removed by hand",
          "Look at .restorebot on the volume before anything else is done.");
    }
    return outcome;
  }

  private StepOutcome confirm(RunId run, ManagedService site, RunProgress course, int attempt)
      throws InterruptedException {
    var disturbance = downtime.disturbed(site.definition());
    if (disturbance.isPresent()) {
      return new StepOutcome.Failed(disturbed(disturbance.get()), "See who did that, then ask again.");
    }
    var look = preflight.againWhileStopped(run, site, course, attempt);
    return switch (look.decision()) {
      case Decision.Refused(var reason, var hint) -> new StepOutcome.Failed(
          "with the service stopped, the plan no longer holds: " + reason, hint);
      case Decision.Planned(var now) when !course.plan().decidesAs(now) ->
        new StepOutcome.Failed("something changed while the service was being stopped: "
            + String.join("; ", course.plan().differences(now)), "Ask again: the new plan will show it.");
      case Decision.Planned(var now) -> {
        // From here on the service writes nothing on the volume that a worker could take for another worker's.
        keys.drawn(run);
        yield new StepOutcome.Done(
            new StepResult.Confirmed(staying(site, course.request(), now.snapshot().contents(), look.live())));
      }
    };
  }

  /// What the rest of the run leaves as it is: of a service that keeps its own data, all.
  ///
  /// @param snapshot what the data that the plan is about hold
  private static Contents staying(ManagedService site, Request request, Contents snapshot, Contents live) {
    return request.amends()
        ? snapshot.with(site.kind().staying(Contents.EMPTY, live, request.accepted()))
        : site.kind().staying(snapshot, live, request.accepted());
  }

  /// Somebody who does not answer now may do so in a moment.
  private StepOutcome announce(ManagedService site) throws InterruptedException {
    return checked("not everybody could be told that the service is back",
        insisted("those to answer who are told that the service is back", TOLD_WITHIN, site.kind()::announce));
  }

  private StepOutcome verify(ManagedService site, RunProgress course) throws InterruptedException {
    var numbers = fixUp(course).numbers();
    var restored = expected(course);
    var before = course.plan().outside();
    var checks = insisted("the answers to the checks", FOLLOWS_WITHIN,
        () -> site.kind().check(restored, numbers, before));
    var used = passed(checks) ? used(site, restored) : List.<CheckResult>of();
    return checked("a check failed", Stream.concat(checks.stream(), used.stream()).toList());
  }

  private List<CheckResult> used(ManagedService site, Contents restored) throws InterruptedException {
    try (var _ = Waits.begun("the last check, which uses the service")) {
      return site.kind().use(restored,
          preflight.means(site.definition(), new Patience(pause, ARRIVAL, FOLLOWS_WITHIN)));
    }
  }

  /// What came of it as soon as all of it passed, or at the last of the attempts that are made within that time.
  ///
  /// @param what as in [dev.restorebot.run.Wait]
  private List<CheckResult> insisted(String what, Duration within, Supplier<List<CheckResult>> attempt)
      throws InterruptedException {
    try (var _ = Waits.begun(what)) {
      var patience = new Patience(pause, LOOK, within);
      var results = attempt.get();
      while (!passed(results) && patience.goOn()) {
        results = attempt.get();
      }
      return results;
    }
  }

  /// What the service must have now: what was restored, and what it had itself when it was stopped. People may have gone on using
  /// it since the plan was made.
  private static Contents expected(RunProgress course) {
    var planned = course.plan().snapshot().contents();
    return switch (course.result(Step.CONFIRM).orElse(StepResult.nothing())) {
      case StepResult.Confirmed(var staying) when course.request().amends() -> staying;
      case StepResult.Confirmed(var staying) -> planned.with(staged(course).mended().contents()).with(staying);
      case StepResult _ -> planned.with(staged(course).mended().contents());
    };
  }

  private static boolean passed(List<CheckResult> checks) {
    return checks.stream().allMatch(CheckResult::ok);
  }

  private static StepOutcome checked(String otherwise, List<CheckResult> checks) {
    var result = new StepResult.Checked(checks);
    return passed(checks) ? new StepOutcome.Done(result) : new StepOutcome.Failed(otherwise, "", result);
  }

  private StepOutcome cleanUp(RunId run, ManagedService site, RunProgress course) throws InterruptedException {
    downtime.backupsRunAgain(site.definition(), course.plan());
    workers.standDown(run, site.definition());
    workers.forget(run, site.definition(), "drill", course.attempts(Step.DRILL));
    workers.forget(run, site.definition(), "stage", course.attempts(Step.STAGE));
    workers.forget(run, site.definition(), "replace", course.attempts(Step.REPLACE));
    workers.forget(run, site.definition(), "amend", course.attempts(Step.REPLACE));
    workers.forget(run, site.definition(), "undo", course.attempts(Step.UNDO));
    workers.forget(run, site.definition(), "purge",
        Math.max(course.attempts(Step.DISCARD), course.attempts(Step.PURGE)));
    return new StepOutcome.Done(new StepResult.Noted(List.of()));
  }

  /// What the fix-up of the replacement left behind.
  static FixUp fixUp(RunProgress course) {
    return course.replaced().map(Replaced::fixUp).orElse(FixUp.NOTHING);
  }
}
