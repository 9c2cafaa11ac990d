package dev.restorebot.kubernetes;

import dev.restorebot.cluster.JobId;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The deadline of a Job, of which its controller may have to be reminded. When it sets a Job's start twice, the later one
/// counts, but the timer of the first is the only one: that rings too early, and none after it (Kubernetes 1.20, about one
/// Job in a hundred on a busy machine). Any change to the Job makes it look again. Confined to its thread.
final class Deadline {
  /// A start is written in whole seconds, and counts to the nanosecond.
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final Jobs jobs;
  private final InstantSource time;
  private Instant reminded = Instant.MIN;

  Deadline(Jobs jobs, InstantSource time) {
    this.jobs = jobs;
    this.time = time;
  }

  /// Reminds the controller if the deadline has passed and it has not said so. A clock that is ahead does no harm.
  ///
  /// @return how long from now it need not be called again
  Duration remind(JobId id, JobView view) {
    var end = view.job().flatMap(Deadline::end);
    if (end.isEmpty() || view.failing().isPresent()) {
      return Watches.SILENCE;
    }
    var now = time.instant();
    var due = reminded.isBefore(end.get()) ? end.get() : reminded.plus(Watches.SILENCE);
    if (due.isAfter(now)) {
      return Duration.between(now, due);
    }
    jobs.overdue(id, end.get());
    reminded = now;
    return Watches.SILENCE;
  }

  /// When it must have ended; empty if it has not started.
  private static Optional<Instant> end(Job job) {
    return Optional.ofNullable(job.getStatus()).flatMap(status -> Optional.ofNullable(status.getStartTime()))
        .map(start -> Instant.parse(start).plusSeconds(job.getSpec().getActiveDeadlineSeconds()).plus(ROUNDING));
  }
}
