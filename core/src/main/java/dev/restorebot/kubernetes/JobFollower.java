package dev.restorebot.kubernetes;

import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/// Follows one Job to its end. Confined to its thread, but for what wakes it.
final class JobFollower {
  /// How long those are waited for, who ask for the Job's output if they need them.
  private static final Duration REST = Duration.ofSeconds(3);

  private final KubernetesClient client;
  private final Jobs jobs;
  private final InstantSource time;
  private final Duration patience;
  private final Deadline deadline;
  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private Optional<PodLog> log = Optional.empty();
  private Optional<Pod> lastEnded = Optional.empty();
  private Optional<Instant> troubledSince = Optional.empty();
  private String heardOf = "";
  private int heard;

  /// @param patience how long something may be wrong with the Job that might pass
  JobFollower(KubernetesClient client, Jobs jobs, InstantSource time, Duration patience) {
    this.client = client;
    this.jobs = jobs;
    this.time = time;
    this.patience = patience;
    this.deadline = new Deadline(jobs, time);
  }

  private sealed interface Signal {
    /// Something about the Job may have changed.
    record Poll() implements Signal {}

    /// It wrote a line.
    record Heard(PodLog.LogLine line) implements Signal {}
  }

  /// @param last hears the lines, and says of each whether it is the last that is wanted
  /// @param until when it is left at the latest, although it has not ended
  JobStatus follow(JobId id, JobSettings settings, Predicate<String> last, Optional<Instant> until)
      throws InterruptedException {
    try (var watches = new Watches(jobs.watched(id), this::tell)) {
      while (true) {
        var atMost = watches.open();
        var view = jobs.view(id).or(lastEnded);
        lastEnded = view.pod().filter(Claims::ended);
        var status = patient(JobState.of(id, view, settings), view);
        if (!(status instanceof JobStatus.Active)) {
          hearTheRest(view, last);
          return status;
        }
        view.pod().filter(JobView::began).ifPresent(this::attach);
        var left = until.map(end -> Duration.between(time.instant(), end)).orElse(atMost);
        if (!left.isPositive()
            || hear(shorter(left, shorter(atMost, deadline.remind(id, view))), last)) {
          return status;
        }
      }
    } finally {
      log.ifPresent(PodLog::close);
    }
  }

  private void tell() {
    if (told.compareAndSet(false, true)) {
      signals.add(new Signal.Poll());
    }
  }

  /// The status, or what is wrong if that has lasted too long.
  private JobStatus patient(JobStatus status, JobView view) {
    if (!(status instanceof JobStatus.Active)) {
      return status;
    }
    var trouble = jobs.trouble(view, patience);
    if (trouble.isEmpty()) {
      troubledSince = Optional.empty();
      return status;
    }
    var since = troubledSince.orElseGet(time::instant);
    troubledSince = Optional.of(since);
    return since.plus(trouble.get().patience()).isAfter(time.instant())
        ? status
        : jobs.stuck(view, patience).orElse(status);
  }

  private void attach(Pod pod) {
    if (log.filter(open -> open.lives() && open.pod().equals(pod.getMetadata().getUid())).isEmpty()) {
      log.ifPresent(PodLog::close);
      log = Optional.of(new PodLog(client, pod, heardLine -> signals.add(new Signal.Heard(heardLine))));
    }
  }

  /// Passes lines on until it is time to look again. True if the last that is wanted was among them.
  private boolean hear(Duration atMost, Predicate<String> last) throws InterruptedException {
    var until = time.instant().plus(troubledSince.isPresent() ? shorter(patience, atMost) : atMost);
    while (true) {
      var left = Duration.between(time.instant(), until).toMillis();
      switch (signals.poll(Math.max(left, 0), TimeUnit.MILLISECONDS)) {
        case null -> {
          return false;
        }
        case Signal.Poll _ -> {
          told.set(false);
          return false;
        }
        case Signal.Heard(var next) -> {
          if (pass(next, last)) {
            return true;
          }
        }
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// A log that is opened again is read from its first line.
  private boolean pass(PodLog.LogLine next, Predicate<String> last) {
    if (!next.pod().equals(heardOf)) {
      heardOf = next.pod();
      heard = 0;
    }
    if (next.before() != heard) {
      return false;
    }
    heard++;
    return last.test(next.text());
  }

  /// What came since, or was missed because a stream was lost, if it is told soon.
  private void hearTheRest(JobView view, Predicate<String> last) throws InterruptedException {
    log.ifPresent(PodLog::close);
    for (var signal = signals.poll(); signal != null; signal = signals.poll()) {
      if (signal instanceof Signal.Heard(var next) && pass(next, last)) {
        return;
      }
    }
    var pod = view.pod().filter(JobView::began);
    if (pod.isPresent()) {
      var before = 0;
      for (var text : jobs.output(pod.get(), REST)) {
        if (pass(new PodLog.LogLine(pod.get().getMetadata().getUid(), before++, text), last)) {
          return;
        }
      }
    }
  }
}
