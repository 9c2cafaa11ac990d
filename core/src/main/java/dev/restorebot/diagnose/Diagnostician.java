package dev.restorebot.diagnose;

import dev.restorebot.cluster.Symptoms;
import dev.restorebot.diagnose.Verdict.Conclusion;
import dev.restorebot.engine.Engine;
import dev.restorebot.facts.Unexpected;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.service.ServiceName;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Finds out what is wrong with a service. All checks run side by side, and none is waited for longer than it may take; what was not
/// finished is said. Changes nothing, and journals nothing. Thread-safe.
public final class Diagnostician {
  private static final List<Condition> TOLD_FIRST = List.of(Condition.LOST, Condition.DEGRADED, Condition.UNKNOWN,
      Condition.FINE);

  private final Engine engine;
  private final Symptoms symptoms;
  private final InstantSource time;
  private final Limits limits;
  private final List<Trash> trashes;

  /// One who asks `symptoms` of the cluster, and has the rest from `engine`.
  ///
  /// @param trashes those of the file systems that volumes may be on
  public Diagnostician(Engine engine, Symptoms symptoms, InstantSource time, Limits limits, List<Trash> trashes) {
    this.trashes = List.copyOf(trashes);
    this.engine = engine;
    this.symptoms = symptoms;
    this.time = time;
    this.limits = limits;
  }

  /// What is wrong with `service`, or empty if it cannot be restored. Blocks for as long as the limits say, at most.
  ///
  /// @param listener hears what each check found, as soon as it has; called by one thread at a time
  public Optional<Diagnosis> diagnose(ServiceName service, Consumer<Checked> listener) throws InterruptedException {
    return diagnose(service, listener, Optional.empty());
  }

  /// The same for somebody who also wants to know what cannot be told so soon. Blocks for longer then, as the limits say.
  ///
  /// @param soFar hears what is known after the usual time, if nothing can be recommended because a look goes on
  public Optional<Diagnosis> diagnose(ServiceName service, Consumer<Checked> listener, Consumer<Unfinished> soFar)
      throws InterruptedException {
    return diagnose(service, listener, Optional.of(soFar));
  }

  /// A diagnosis for which a look is waited for that goes on.
  ///
  /// @param until when it is given up
  public record Unfinished(Diagnosis diagnosis, Instant until) {}

  private Optional<Diagnosis> diagnose(ServiceName service, Consumer<Checked> listener,
      Optional<Consumer<Unfinished>> soFar) throws InterruptedException {
    var site = engine.inspector().site(service);
    return site.isEmpty() ? Optional.empty() : Optional.of(diagnose(site.get(), listener, soFar));
  }

  private Diagnosis diagnose(ManagedService site, Consumer<Checked> listener, Optional<Consumer<Unfinished>> soFar)
      throws InterruptedException {
    var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("diagnose-", 0).factory());
    try {
      var sights = new Observations(site, engine.inspector(), symptoms, time.instant(), limits, threads);
      var first = diagnosis(site, sights, limits.check(), threads, listener);
      if (soFar.isEmpty() || first.verdict().answer() != Conclusion.NOT_KNOWN || !sights.underWay()) {
        return first;
      }
      soFar.get().accept(new Unfinished(first, sights.at().plus(limits.further())));
      sights.extend(limits.further());
      return diagnosis(site, sights, limits.further(), threads, _ -> {
      });
    } finally {
      // Those that are still under way end by themselves: see Shared.
      threads.shutdown();
    }
  }

  private Diagnosis diagnosis(ManagedService site, Observations sights, Duration patience, ExecutorService threads,
      Consumer<Checked> listener) throws InterruptedException {
    var checked = all(checks(site, sights), patience, threads, listener);
    var found = new VerdictFinder(site, sights, trashes).of(checked);
    var verdict = engine.underWay(site.definition().name()).map(found::during).orElse(found);
    return new Diagnosis(site.definition().name(), sights.at(), verdict,
        site.kind().notBackedUp(site.definition().backups()), checked);
  }

  private List<Check> checks(ManagedService site, Observations sights) {
    var service = site.definition();
    var checks = new ArrayList<Check>();
    checks.add(new WorkloadCheck(service, symptoms));
    checks.addAll(site.kind().checks(sights));
    checks.add(new VolumeCheck(service, sights));
    checks.add(new BackupsCheck(service, sights));
    checks.add(new CronJobsCheck(service, symptoms));
    checks.add(new BucketCheck(sights));
    return checks;
  }

  private static List<Checked> all(List<Check> checks, Duration patience, ExecutorService threads,
      Consumer<Checked> listener) throws InterruptedException {
    var begun = System.nanoTime();
    var done = new LinkedBlockingQueue<Checked>();
    var open = new LinkedHashMap<String, Check>();
    for (var check : checks) {
      open.put(check.name(), check);
      threads.execute(() -> done.add(new Checked(check.name(), check.question(), check.tellsOfLoss(), looked(check))));
    }
    var found = new ArrayList<Checked>();
    while (!open.isEmpty()) {
      var next = next(done, begun, patience, open);
      // One that was given up may still come.
      if (open.remove(next.name()) != null) {
        found.add(next);
        listener.accept(next);
      }
    }
    var order = checks.stream().map(Check::name).toList();
    return found.stream().sorted(Comparator.<Checked>comparingInt(
        check -> TOLD_FIRST.indexOf(check.observation().condition()))
        .thenComparingInt(check -> order.indexOf(check.name()))).toList();
  }

  /// What was found next, or that one of those that are open was not finished in time.
  private static Checked next(BlockingQueue<Checked> done, long begun, Duration patience, Map<String, Check> open)
      throws InterruptedException {
    var left = patience.toNanos() - (System.nanoTime() - begun);
    var found = done.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
    if (found != null) {
      return found;
    }
    var late = open.values().iterator().next();
    return new Checked(late.name(), late.question(), late.tellsOfLoss(), unfinished(patience));
  }

  private static Observation unfinished(Duration patience) {
    return Observation.unknown("not finished within " + Times.took(patience));
  }

  private static Observation looked(Check check) {
    try {
      return check.look();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Observation.unknown("the bot is being stopped");
    } catch (RuntimeException e) {
      return Observation.unknown(Unexpected.told("the check " + check.name() + " could not be made", e));
    }
  }
}
