package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Job;
import java.time.Duration;

/// How Jobs run.
///
/// @param image restorebot's own image; empty to use that of the pod that the bot runs in
/// @param deadline how long one may take
/// @param keep how long one that has ended is kept, if nobody deletes it
/// @param scratch how much it may write outside the volume, as Kubernetes writes sizes: `10Gi`
/// @param memory how much memory it may use
public record JobSettings(String image, Duration deadline, Duration keep, String scratch, String memory) {
  /// What holds when the configuration says nothing.
  public static final JobSettings DEFAULT =
      new JobSettings("", Duration.ofHours(6), Duration.ofDays(7), "10Gi", "512Mi");

  /// How long `job` may take.
  Duration deadline(Job job) {
    return job.within().filter(within -> within.compareTo(deadline) < 0).orElse(deadline);
  }

  /// The same with another image.
  public JobSettings with(String otherImage) {
    return new JobSettings(otherImage, deadline, keep, scratch, memory);
  }
}
