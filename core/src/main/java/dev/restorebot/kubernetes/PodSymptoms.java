package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Symptoms.Ended;
import dev.restorebot.cluster.Symptoms.Warning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is told of a pod, and of an event, in the words of the cluster and no longer than people read.
final class PodSymptoms {
  private static final int LENGTH = 300;
  private static final String MAIN = "kubectl.kubernetes.io/default-container";

  private PodSymptoms() {}

  /// The container whose program the service is.
  static String container(Pod pod) {
    var named = Optional.ofNullable(pod.getMetadata().getAnnotations()).map(all -> all.get(MAIN));
    return named.orElseGet(() -> pod.getSpec().getContainers().getFirst().getName());
  }

  static dev.restorebot.cluster.Symptoms.Pod of(Pod pod) {
    var main = container(pod);
    var status = pod.getStatus();
    var all = status == null ? List.<ContainerStatus>of() : status.getContainerStatuses();
    var container = all.stream().filter(one -> main.equals(one.getName())).findFirst();
    var ready = container.map(ContainerStatus::getReady).orElse(false);
    return new dev.restorebot.cluster.Symptoms.Pod(pod.getMetadata().getName(), Boolean.TRUE.equals(ready),
        container.map(ContainerStatus::getRestartCount).orElse(0), waiting(pod, container), ended(container));
  }

  private static String waiting(Pod pod, Optional<ContainerStatus> container) {
    var waits = container.map(ContainerStatus::getState).map(state -> state.getWaiting());
    if (waits.isPresent()) {
      return joined(waits.get().getReason(), waits.get().getMessage());
    }
    var status = pod.getStatus();
    var unscheduled = status == null || container.isPresent()
        ? Optional.<String>empty()
        : status.getConditions().stream().filter(one -> "PodScheduled".equals(one.getType()))
            .filter(one -> "False".equals(one.getStatus())).map(one -> joined(one.getReason(), one.getMessage()))
            .findFirst();
    return unscheduled.orElse("");
  }

  private static @Nullable Ended ended(Optional<ContainerStatus> container) {
    return Stream.of(container.map(ContainerStatus::getState), container.map(ContainerStatus::getLastState))
        .flatMap(Optional::stream).map(state -> state.getTerminated()).filter(Objects::nonNull).findFirst()
        .map(PodSymptoms::ended).orElse(null);
  }

  private static Ended ended(ContainerStateTerminated end) {
    return new Ended(cut(Objects.requireNonNullElse(end.getReason(), "ended")),
        Objects.requireNonNullElse(end.getExitCode(), 0), instant(end.getFinishedAt()));
  }

  static Warning warning(Event event) {
    var about = event.getInvolvedObject();
    var kind = Objects.requireNonNullElse(about.getKind(), "").toLowerCase(Locale.ROOT);
    var last =
        Stream.of(event.getLastTimestamp(), event.getFirstTimestamp(), event.getMetadata().getCreationTimestamp())
            .filter(Objects::nonNull).findFirst().orElse(null);
    return new Warning(cut(kind + "/" + about.getName()), cut(Objects.requireNonNullElse(event.getReason(), "")),
        cut(Objects.requireNonNullElse(event.getMessage(), "")), Objects.requireNonNullElse(event.getCount(), 1),
        instant(last));
  }

  private static String joined(@Nullable String reason, @Nullable String message) {
    var word = Objects.requireNonNullElse(reason, "");
    return cut(message == null || message.isBlank() ? word : word + ": " + message);
  }

  static String cut(String text) {
    var visible = text.replaceAll("\\p{Cntrl}", " ").strip();
    return visible.codePointCount(0, visible.length()) <= LENGTH
        ? visible
        : visible.substring(0, visible.offsetByCodePoints(0, LENGTH)) + "…";
  }

  static Instant instant(@Nullable String written) {
    if (written == null) {
      return Instant.EPOCH;
    }
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }
}
