package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Predicate;

/// Which pods are meant.
public final class Pods {
  private static final String JOB = "job-name";

  private Pods() {}

  /// Pods whose names start with `prefix`.
  public static Predicate<Pod> named(String prefix) {
    return pod -> pod.getMetadata().getName().startsWith(prefix);
  }

  /// Pods with a label of this value.
  public static Predicate<Pod> labelled(String label, String value) {
    return pod -> value.equals(pod.getMetadata().getLabels().get(label));
  }

  /// Pods of Jobs.
  public static boolean isOfJob(Pod pod) {
    return pod.getMetadata().getLabels().containsKey(JOB);
  }
}
