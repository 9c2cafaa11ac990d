package dev.restorebot.engine;

import dev.restorebot.approval.Policy;
import dev.restorebot.facts.Examinations;
import dev.restorebot.facts.GuardedReader;
import dev.restorebot.facts.Preflight;
import dev.restorebot.facts.Sightings;
import dev.restorebot.facts.SnapshotInspector;
import dev.restorebot.facts.SnapshotResolver;
import dev.restorebot.facts.SnapshotVerifier;
import dev.restorebot.jobs.ClusterWaits;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.Workers;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import java.util.Map;
import java.util.function.Supplier;

/// Makes an engine and every part of it, from top to bottom: what of it belongs to whom is said here and nowhere else.
public final class EngineFactory {
  private EngineFactory() {}

  /// An engine over `ledger`.
  ///
  /// @param sites what it restores
  /// @param ports what it needs of the world
  /// @param ids makes the id of the next run; one that was used is asked for again
  public static Engine engine(Ledger ledger, Policy policy, Map<ServiceName, ManagedService> sites, EnginePorts ports,
      Supplier<RunId> ids) {
    var here = Map.copyOf(sites);
    var time = ports.time();
    var unusedIds = new UnusedIds(ledger, ids);
    var preconditions = new Preconditions(ledger, policy);
    var drills = new Drills(ledger);

    var verifier = new SnapshotVerifier(new GuardedReader(ports.reader(), ports.snapshots(), time),
        new Sightings(ports.snapshots(), time), ports.retries(), ports.scratch());
    var cluster = new ClusterWaits(ports.cluster());
    var resolver = new SnapshotResolver(cluster, ports.stores(), verifier, time);
    var workers = new Workers(cluster, ports.codec(), ports.watcher());
    var examinations = new Examinations(workers, unusedIds, preconditions::toExamine);
    var preflight = new Preflight(cluster, resolver, workers, drills::last, time);

    var steps = new Steps(workers, preflight, new Downtime(cluster), examinations, ports.keys(), ports.pause(), time);
    var runner = new Runner(ledger, here, policy, preflight, steps, time);
    var threads = new Threads(ledger, runner::drive, ports.pause());
    var deadlines = new Deadlines(ledger, threads, time);
    var admission = new Admission(ledger, preconditions, threads, unusedIds);

    return new Engine(new Engine.Parts(ledger, policy, ports.groups(), new GateEvaluator(policy), preconditions,
        admission, threads, deadlines,
        new Scheduler(ledger, here.values().stream().map(ManagedService::definition).toList(), deadlines, drills,
            admission,
            threads, time),
        new Recovery(ledger, here, verifier, threads),
        new Runbooks(preflight, ports.byHand(), ports.codec()),
        new SnapshotInspector(here, resolver, verifier, examinations, ports.snapshots(), time), unusedIds, time));
  }
}
