package dev.restorebot.diagnose;

import dev.restorebot.cluster.Symptoms;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.run.Engine;
import dev.restorebot.run.Site;
import dev.restorebot.run.Unexpected;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Times;
import java.time.Duration;
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

  /// One who asks `symptoms` of the cluster, and has the rest from `engine`.
  public Diagnostician(Engine engine, Symptoms symptoms, InstantSource time, Limits limits) {
    this.engine = engine;
    this.symptoms = symptoms;
    this.time = time;
    this.limits = limits;
  }

  /// What is wrong with `service`, or empty if it cannot be restored. Blocks for as long as the limits say, at most.
  ///
  /// @param listener hears what each check found, as soon as it has; called by one thread at a time
  public Optional<Diagnosis> diagnose(ServiceName service, Consumer<Checked> listener) throws InterruptedException {
    var site = engine.surveyor().site(service);
    return site.isEmpty() ? Optional.empty() : Optional.of(diagnose(site.get(), listener));
  }

  private Diagnosis diagnose(Site site, Consumer<Checked> listener) throws InterruptedException {
    var begun = System.nanoTime();
    var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("diagnose-", 0).factory());
    try {
      var sights = new Sights(site, engine.surveyor(), symptoms, time.instant(), limits, threads);
      var checked = all(checks(site, sights), begun, threads, listener);
      var found = new VerdictFinder(site, sights).of(checked);
      var verdict = engine.underWay(site.definition().name()).map(found::during).orElse(found);
      return new Diagnosis(site.definition().name(), sights.at(), verdict,
          site.kind().notBackedUp(site.definition().backups()), checked);
    } finally {
      // Those that are still under way end by themselves: see Shared.
      threads.shutdown();
    }
  }

  private List<Check> checks(Site site, Sights sights) {
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

  private List<Checked> all(List<Check> checks, long begun, ExecutorService threads, Consumer<Checked> listener)
      throws InterruptedException {
    var done = new LinkedBlockingQueue<Checked>();
    var open = new LinkedHashMap<String, Check>();
    for (var check : checks) {
      open.put(check.name(), check);
      threads.execute(() -> done.add(new Checked(check.name(), check.question(), looked(check))));
    }
    var found = new ArrayList<Checked>();
    while (!open.isEmpty()) {
      var next = next(done, begun, open);
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
  private Checked next(BlockingQueue<Checked> done, long begun, Map<String, Check> open) throws InterruptedException {
    var left = limits.check().toNanos() - (System.nanoTime() - begun);
    var found = done.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
    if (found != null) {
      return found;
    }
    var late = open.values().iterator().next();
    return new Checked(late.name(), late.question(), unfinished(limits.check()));
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
