package dev.restorebot.engine;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Standing;
import dev.restorebot.facts.SnapshotInspector;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Click;
import dev.restorebot.run.GlassBreak;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Closed;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.runbook.Runbook;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes what people say, keeps the rules, and lets runs go on. What it was told is durable before it answers. Thread-safe.
public final class Engine {
  private final Ledger ledger;
  private final Policy policy;
  private final Groups groups;
  private final GateEvaluator evaluator;
  private final Preconditions preconditions;
  private final Admission admission;
  private final Threads threads;
  private final Deadlines deadlines;
  private final Scheduler scheduler;
  private final Recovery recovery;
  private final Runbooks runbooks;
  private final SnapshotInspector inspector;
  private final Supplier<RunId> unusedIds;
  private final InstantSource time;

  /// What an engine is made of; [EngineFactory] makes it.
  record Parts(Ledger ledger, Policy policy, Groups groups, GateEvaluator evaluator, Preconditions preconditions,
      Admission admission, Threads threads, Deadlines deadlines, Scheduler scheduler, Recovery recovery,
      Runbooks runbooks, SnapshotInspector inspector, Supplier<RunId> unusedIds, InstantSource time) {}

  Engine(Parts parts) {
    this.ledger = parts.ledger();
    this.policy = parts.policy();
    this.groups = parts.groups();
    this.evaluator = parts.evaluator();
    this.preconditions = parts.preconditions();
    this.admission = parts.admission();
    this.threads = parts.threads();
    this.deadlines = parts.deadlines();
    this.scheduler = parts.scheduler();
    this.recovery = parts.recovery();
    this.runbooks = parts.runbooks();
    this.inspector = parts.inspector();
    this.unusedIds = parts.unusedIds();
    this.time = parts.time();
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
      ledger.append(unusedIds.get(), _ -> Optional.of(new TurnedAway(by, request, objection.get())));
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
    var run = unusedIds.get();
    var site = inspector.site(request.service());
    var objection = unserved(request.service()).or(() -> policy.mayNotAsk(standing(by)))
        .or(() -> preconditions.toBegin(request, run));
    if (site.isEmpty() || objection.isPresent()) {
      return new Printed.Declined(objection.orElse(""), "");
    }
    return runbooks.print(run, site.get(), request);
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
  /// @param wished what happens if nothing stands against it
  private record Wish(Person by, String what, RunEvent wished, Function<Run, Optional<String>> objection) {
    RunEvent decided(Run now, Optional<String> stranger) {
      return stranger.or(() -> objection.apply(now)).<RunEvent>map(why -> new RequestRejected(by, what, why))
          .orElse(wished);
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
    recovery.recover();
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
    return inspector.site(service).isPresent()
        ? Optional.empty()
        : Optional.of("this version cannot restore " + service + ": it does not know its kind of service");
  }

  /// The run on `service` that is not over, in a sentence; empty if there is none.
  public Optional<String> underWay(ServiceName service) {
    return preconditions.toBegin(service);
  }

  /// The newest snapshots of a service, as the listing shows them. Blocks; throws
  /// [dev.restorebot.store.BackupStoreException] or [dev.restorebot.cluster.ClusterException].
  public List<Snapshot> snapshots(ServiceName service, int count) {
    return inspector.site(service).map(site -> inspector.recent(site, count)).orElse(List.of());
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
