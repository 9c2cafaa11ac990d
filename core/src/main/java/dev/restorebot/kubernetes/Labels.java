package dev.restorebot.kubernetes;

import dev.restorebot.cluster.JobId;
import dev.restorebot.service.ServiceName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;

/// The labels and annotations by which restorebot knows its own objects.
public final class Labels {
  /// Says that an object is restorebot's.
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  /// The value of [#MANAGED_BY], and the name under which restorebot writes Events.
  public static final String RESTOREBOT = "restorebot";
  /// The service that a Job works for.
  public static final String SERVICE = "restorebot.dev/service";
  /// The run that a Job works for.
  public static final String RUN = "restorebot.dev/run";
  /// What a Job does.
  public static final String OPERATION = "restorebot.dev/operation";
  /// How often it has been tried, counted from 1.
  public static final String ATTEMPT = "restorebot.dev/attempt";
  /// The annotation of a Job that has not been ended at its deadline.
  static final String OVERDUE = "restorebot.dev/overdue";

  /// Those of everything that is restorebot's.
  static final Map<String, String> OWN = Map.of(MANAGED_BY, RESTOREBOT);

  private Labels() {}

  /// Those of a Job and of its pods, in order, so that a Job is always written in the same way.
  static Map<String, String> of(JobId id) {
    return new TreeMap<>(Map.of(MANAGED_BY, RESTOREBOT, SERVICE, id.service().value(), RUN, id.run(),
        OPERATION, id.operation(), ATTEMPT, String.valueOf(id.attempt())));
  }

  /// Those of every Job that works for `service`.
  static Map<String, String> of(ServiceName service) {
    return Map.of(MANAGED_BY, RESTOREBOT, SERVICE, service.value());
  }

  /// Whether `object` has all of `labels`.
  static boolean has(HasMetadata object, Map<String, String> labels) {
    var present = object.getMetadata().getLabels();
    return present != null && present.entrySet().containsAll(labels.entrySet());
  }
}
