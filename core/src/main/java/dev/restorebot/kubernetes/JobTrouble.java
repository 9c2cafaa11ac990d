package dev.restorebot.kubernetes;

import dev.restorebot.cluster.JobStatus;
import java.time.Duration;
import java.util.Optional;

/// Something that may be wrong with a Job that has not ended. It may pass.
///
/// @param status how the Job counts once it has lasted too long
/// @param patience how long it may last
record JobTrouble(JobStatus status, Duration patience) {
  /// How much longer a program may take to begin than anything else may be wrong: its image may be on its way.
  private static final int SLOW = 5;

  /// What may be wrong, if anything. Pure.
  ///
  /// @param refusal why the cluster makes no pod, where it says so
  /// @param patience how long most things may be wrong
  static Optional<JobTrouble> of(JobView view, Optional<String> refusal, JobSettings settings, Duration patience) {
    if (JobState.isUnexplained(view)) {
      return Optional.of(new JobTrouble(new JobStatus.Failed("", JobEnds.podGone()), patience));
    }
    var lingering = view.pod().filter(pod -> view.failing().isPresent() || JobView.isDeleted(pod));
    return lingering.isPresent()
        ? lingering.map(pod -> new JobTrouble(new JobStatus.Failed("", JobEnds.lingers(pod)), patience))
        : PodTrouble.of(view, refusal, settings).map(stuck -> new JobTrouble(stuck, patience))
            .or(() -> PodTrouble.slow(view).map(stuck -> new JobTrouble(stuck, patience.multipliedBy(SLOW))));
  }
}
