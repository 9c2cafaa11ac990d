package dev.restorebot.facts;

import dev.restorebot.jobs.Workers;
import dev.restorebot.run.RunId;

import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Task.Examine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Has volumes examined for people who ask what is wrong: once at a time for each service, however many ask, and never in the way of a
/// restore. Thread-safe.
public final class Examinations {
  /// A pod that is told to end may take half a minute.
  private static final Duration TO_END = Duration.ofMinutes(1);

  private final Workers workers;
  private final Supplier<RunId> ids;
  private final Function<ServiceName, Optional<String>> objection;
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<ServiceName, UnderWay> underWay = new HashMap<>();

  /// @param objection why a service's volume must not be examined now, if it must not
  public Examinations(Workers workers, Supplier<RunId> ids, Function<ServiceName, Optional<String>> objection) {
    this.workers = workers;
    this.ids = ids;
    this.objection = objection;
  }

  private record UnderWay(RunId id, Examine task, Thread thread, CompletableFuture<Report> report) {}

  /// What is on the volume of `service`. Where it is being examined already, that is waited for.
  Report of(ServiceDefinition service, Examine task) throws InterruptedException {
    try {
      return begun(service, task).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException("the volume could not be examined", e);
      }
    }
  }

  /// What will be known; does not block.
  CompletableFuture<Report> begun(ServiceDefinition service, Examine task) {
    turn.lock();
    try {
      var before = underWay.get(service.name());
      if (before != null) {
        return before.report();
      }
      var report = new CompletableFuture<Report>();
      var reason = objection.apply(service.name());
      if (reason.isPresent()) {
        report.complete(new Report.Failed(reason.get(), "Ask again when that is over."));
        return report;
      }
      var id = ids.get();
      var thread =
          Thread.ofVirtual().name("examine-" + service.name()).unstarted(() -> examine(id, service, task, report));
      underWay.put(service.name(), new UnderWay(id, task, thread, report));
      thread.start();
      return report;
    } finally {
      turn.unlock();
    }
  }

  private void examine(RunId id, ServiceDefinition service, Examine task, CompletableFuture<Report> report) {
    try {
      var found = workers.ask(id, service, task);
      over(service.name());
      report.complete(found);
    } catch (InterruptedException _) {
      over(service.name());
      report.complete(new Report.Failed("it gave way to a restore", "Ask again when that is over."));
    } catch (RuntimeException e) {
      over(service.name());
      report.completeExceptionally(e);
    }
  }

  /// Before anybody hears of what was found: who asks after that has another look.
  private void over(ServiceName service) {
    turn.lock();
    try {
      underWay.remove(service);
    } finally {
      turn.unlock();
    }
  }

  /// Ends the examination that is under way, if there is one: a restore is about to need the volume for itself. None begins before
  /// the run that this is asked for has done its step.
  public void giveWay(ServiceDefinition service) throws InterruptedException {
    var now = underWay(service.name());
    if (now != null) {
      now.thread().interrupt();
      now.thread().join(TO_END);
      workers.end(now.id(), service, now.task().operation());
    }
  }

  private @Nullable UnderWay underWay(ServiceName service) {
    turn.lock();
    try {
      return underWay.get(service);
    } finally {
      turn.unlock();
    }
  }
}
