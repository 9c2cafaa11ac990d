package dev.restorebot.run;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Standing;
import dev.restorebot.cluster.ByHand;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Closed;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.worker.WorkerCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes what people say, keeps the rules, and lets runs go on. What it was told is durable before it answers. Thread-safe.
public final class Engine {
  private final Ledger ledger;
  private final Threads threads;
  private final Policy policy;
  private final Groups groups;
  private final GateEvaluator evaluator;
  private final Preconditions preconditions;
  private final Deadlines deadlines;
  private final SnapshotVerifier verifier;
  private final SnapshotResolver resolver;
  private final Preflight preflight;
  private final ByHand byHand;
  private final WorkerCodec codec;
  private final Map<ServiceName, Site> sites;
  private final SnapshotInspector inspector;
  private final Supplier<RunId> ids;
  private final Admission admission;
  private final Scheduler scheduler;
  private final InstantSource time;

  /// An engine over `ledger`.
  ///
  /// @param ids makes the id of the next run; one that was used is asked for again
  public Engine(Ledger ledger, Policy policy, Map<ServiceName, Site> sites, EnginePorts ports, Supplier<RunId> ids) {
    this.ledger = ledger;
    this.policy = policy;
    this.groups = ports.groups();
    this.evaluator = new GateEvaluator(policy);
    this.preconditions = new Preconditions(ledger, policy);
    this.sites = Map.copyOf(sites);
    this.ids = new UnusedIds(ledger, ids);
    this.time = ports.time();
    this.verifier = new SnapshotVerifier(new GuardedReader(ports.reader(), ports.snapshots(), ports.time()),
        new Sightings(ports.snapshots(), ports.time()), ports.retries(), ports.scratch());
    var cluster = new ClusterWaits(ports.cluster());
    this.resolver = new SnapshotResolver(cluster, ports.stores(), verifier, ports.time());
    var workers = new Workers(cluster, ports.codec(), ports.watcher());
    var examinations = new Examinations(workers, this.ids, preconditions::toExamine);
    this.inspector = new SnapshotInspector(this.sites, resolver, verifier, examinations, ports.snapshots(),
        ports.time());
    this.byHand = ports.byHand();
    this.codec = ports.codec();
    var drills = new Drills(ledger);
    this.preflight = new Preflight(cluster, resolver, workers, drills::last, ports.time());
    var steps = new Steps(workers, preflight, new Downtime(cluster), examinations, ports.keys(), ports.pause(),
        ports.time());
    this.threads = new Threads(ledger,
        new Runner(ledger, this.sites, policy, preflight, steps, ports.time())::drive, ports.pause());
    this.deadlines = new Deadlines(ledger, threads, ports.time());
    this.admission = new Admission(ledger, preconditions, threads, this.ids);
    this.scheduler = new Scheduler(ledger, this.sites.values().stream().map(Site::definition).toList(), deadlines,
        drills, admission, threads, ports.time());
  }

  /// An answer to a person.
  public sealed interface Answer {
    /// It was taken up.
    ///
    /// @param run the run that it is about
    record Taken(RunId run, String words) implements Answer {}

    /// It counts for nothing, and why.
    record Declined(String words) implements Answer {}
  }

  /// Starts a run for `request`, unless `by` may not ask or the service has one that is not over.
  ///
  /// @param where the place in which they ask, as the front end names it; empty if in none in particular
  public Answer ask(Person by, Request request, String where) {
    var unserved = unserved(request.service());
    if (unserved.isPresent()) {
      return new Answer.Declined(unserved.get());
    }
    var objection = policy.mayNotAsk(standing(by)).or(() -> request.intent().changes()
        ? policy.nobodyCouldApprove(by, Gate.START).or(() -> policy.nobodyCouldApprove(by, Gate.REPLACE))
        : Optional.empty());
    if (objection.isPresent()) {
      ledger.append(ids.get(), _ -> Optional.of(new TurnedAway(by, request, objection.get())));
      return new Answer.Declined(objection.get());
    }
    return admission.begin(new Asked(by, request, where));
  }

  /// Looked up before anything is decided: a chat may take its time, and meanwhile the ledger must not wait.
  private Standing standing(Person person) {
    return policy.standing(person, groups);
  }

  /// What came of asking for a runbook.
  public sealed interface Printed {
    /// It was written.
    record Written(Runbook runbook) implements Printed {}

    /// There is none, and why, in the same sentences as a dry run.
    ///
    /// @param hint the next move; may be empty
    record Declined(String reason, String hint) implements Printed {}
  }

  /// Plans `request` and writes the plan down for people. Reads only: nothing is journaled, nobody is asked, and nothing is
  /// kept of it. Blocks until the snapshot was fetched and the volume looked at.
  public Printed runbook(Person by, Request request) throws InterruptedException {
    var run = ids.get();
    var site = sites.get(request.service());
    var objection = unserved(request.service()).or(() -> policy.mayNotAsk(standing(by)))
        .or(() -> preconditions.toBegin(request, run));
    if (site == null || objection.isPresent()) {
      return new Printed.Declined(objection.orElse(""), "");
    }
    return switch (preflight.plan(run, site, request)) {
      case Decision.Refused(var reason, var hint) -> new Printed.Declined(reason, hint);
      case Decision.Planned(var plan) -> new Printed.Written(
          new RunbookWriter(byHand, codec, run, site, request, plan).write(preflight.capacity(site.definition())));
    };
  }

  /// Records what a person chose at a gate and says what became of it.
  public Answer choose(Click click) {
    var run = click.run();
    if (ledger.run(run).isEmpty()) {
      return new Answer.Declined("there is no run " + run);
    }
    var standing = standing(click.by());
    deadlines.settle(run);
    var entry = ledger.append(run, now -> Optional.of(new Chosen(click.by(), click.gate(), click.fingerprint(),
        click.choice(), click.reason(), evaluator.rule(now, click, standing)))).orElseThrow();
    var ruling = ((Chosen) entry.event()).ruling();
    if (!ruling.counts()) {
      return new Answer.Declined(ruling.words());
    }
    threads.wake(run);
    return new Answer.Taken(run, ruling.words());
  }

  /// Records that an approver wants to pass a gate alone, and says what became of it. If it may be, the gate is passed when the
  /// time is over and nobody has stopped it.
  public Answer breakGlass(GlassBreak wish) {
    var run = wish.run();
    if (ledger.run(run).isEmpty()) {
      return new Answer.Declined("there is no run " + run);
    }
    var standing = standing(wish.by());
    deadlines.settle(run);
    var entry = ledger.append(run, now -> Optional.of(evaluator.rule(now, wish, standing, time.instant())));
    return entry.orElseThrow().event() instanceof BreakGlassRejected held
        ? new Answer.Declined(held.refusal())
        : new Answer.Taken(run, "run " + run);
  }

  /// Cancels a run if nothing live was replaced yet. Closes one that is parked: people have seen to it by hand.
  public Answer cancel(Person by, RunId run) {
    var parked = ledger.run(run).filter(now -> now.state() instanceof RunState.Parked).isPresent();
    return onRun(run, parked
        ? new Wish(by, "cancel", new Closed(by), Preconditions::toClose)
        : new Wish(by, "cancel", new CancelAsked(by), Preconditions::toCancel));
  }

  /// Opens the gate again at which nobody decided in time; the facts are gathered again before. Requesters and approvers
  /// may; whoever asked for the restore remains the one who asked.
  public Answer reopen(Person by, RunId run) {
    return onRun(run, new Wish(by, "reopen", new AskedAgain(by), preconditions::toReopen));
  }

  /// Asks for the undo of a finished run; people must approve it at a gate.
  public Answer undo(Person by, RunId run) {
    return onRun(run, new Wish(by, "undo", new UndoAsked(by), now -> preconditions.toUndo(by, now)));
  }

  /// Asks for the purge of what a finished run displaced; people must approve it at a gate, with typed confirmation.
  public Answer purge(Person by, RunId run) {
    return onRun(run, new Wish(by, "purge", new PurgeAsked(by), now -> preconditions.toPurge(by, now)));
  }

  /// What a person wants of a run.
  ///
  /// @param what the word for it
  /// @param granted what happens if nothing stands against it
  private record Wish(Person by, String what, RunEvent granted, Function<Run, Optional<String>> objection) {
    RunEvent decided(Run now, Optional<String> stranger) {
      return stranger.or(() -> objection.apply(now)).<RunEvent>map(why -> new RequestRejected(by, what, why))
          .orElse(granted);
    }
  }

  private Answer onRun(RunId run, Wish wish) {
    if (ledger.run(run).isEmpty()) {
      return new Answer.Declined("there is no run " + run);
    }
    var stranger = policy.mayNotAsk(standing(wish.by()));
    var entry = ledger.append(run, now -> Optional.of(wish.decided(now, stranger))).orElseThrow();
    if (entry.event() instanceof RequestRejected(_, _, var refusal)) {
      return new Answer.Declined(refusal);
    }
    threads.wake(run);
    return new Answer.Taken(run, "run " + run);
  }

  /// Does what time alone does at gates, begins drills that are due, and lets runs go on that were stopped by a failing journal.
  /// To be called every few seconds.
  public void tick() {
    scheduler.tick();
  }

  /// Goes on with every run that was not over when the bot stopped, and says so in each; says what to do by hand in each that is
  /// parked. To be called once, at start.
  public void recover() {
    verifier.cleanUp();
    for (var run : ledger.open()) {
      if (run.state() instanceof RunState.Parked) {
        ledger.append(run.id(), now -> new Parking(now, definition(now)).due());
      } else {
        ledger.append(run.id(), _ -> Optional.of(new Recovered()));
        threads.wake(run.id());
      }
    }
  }

  private Optional<ServiceDefinition> definition(Run run) {
    return run.service().flatMap(name -> Optional.ofNullable(sites.get(name))).map(Site::definition);
  }

  /// Has `alarm` hear of runs that cannot go on since the journal cannot be written.
  public void alarm(Alarm alarm) {
    threads.listen(alarm);
  }

  /// Hears of a run that stands still. Blocks for no longer than a message takes.
  @FunctionalInterface
  public interface Alarm {
    /// The journal cannot be written, for the reason `why`; `run` stands where it stood, and tries again.
    void unrecorded(RunId run, String why);
  }

  /// Returns when every run waits for people or is over.
  public void awaitRest() throws InterruptedException {
    threads.awaitRest();
  }

  /// Why nothing can be done for `service`, which is configured; empty if something can.
  public Optional<String> unserved(ServiceName service) {
    return sites.containsKey(service)
        ? Optional.empty()
        : Optional.of("this version cannot restore " + service + ": it does not know its kind of service");
  }

  /// The run on `service` that is not over, in a sentence; empty if there is none.
  public Optional<String> underWay(ServiceName service) {
    return preconditions.toBegin(service);
  }

  /// The newest snapshots of a service, as the listing shows them. Blocks; throws
  /// [dev.restorebot.snapshot.BackupStoreException] or [dev.restorebot.cluster.ClusterException].
  public List<Snapshot> snapshots(ServiceName service, int count) {
    var site = sites.get(service);
    return site == null ? List.of() : resolver.recent(site.definition(), count);
  }

  /// Looks at services without any run.
  public SnapshotInspector inspector() {
    return inspector;
  }

  /// Everything that happened.
  public Ledger ledger() {
    return ledger;
  }
}
