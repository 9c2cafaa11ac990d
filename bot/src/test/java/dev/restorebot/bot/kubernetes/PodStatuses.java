package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The statuses of one pod, with all that a real kubelet sets. Confined to its pod's thread.
final class PodStatuses {
  private static final String ADDRESS = "127.0.0.1";
  private static final ContainerState NOTHING = new ContainerState();

  private final List<Container> containers;
  private final String startTime = now();
  private final String containerId = "containerd://" + UUID.randomUUID();
  private final Map<String, PodCondition> conditions = new LinkedHashMap<>();
  private String startedAt = startTime;
  private ContainerState last = NOTHING;
  private int restarts;

  PodStatuses(Pod pod) {
    containers = pod.getSpec().getContainers();
  }

  /// How a container ended.
  record End(int exitCode, String reason, String message) {
    static End ofProcess(int exitCode, String message) {
      return new End(exitCode, exitCode == 0 ? "Completed" : "Error", message);
    }
  }

  PodStatus unschedulable(String message) {
    condition("PodScheduled", "False", "Unschedulable", message);
    return new PodStatusBuilder().withPhase("Pending").withConditions(List.copyOf(conditions.values())).build();
  }

  PodStatus waiting(String reason, String message) {
    unready("ContainersNotReady");
    return here("Pending", waitingState(reason, message), false);
  }

  PodStatus unready() {
    unready("ContainersNotReady");
    return here("Running", running(), false);
  }

  PodStatus ready() {
    readiness("True", "", "");
    return here("Running", running(), true);
  }

  /// The container was started and ended at once; it will be started again.
  PodStatus crashed(String message) {
    unready("ContainersNotReady");
    last = terminated(new End(1, "Error", message));
    restarts++;
    return here("Running", waitingState("CrashLoopBackOff", "back-off restarting failed container"), false);
  }

  PodStatus ended(End end) {
    unready(end.exitCode() == 0 ? "PodCompleted" : "ContainersNotReady");
    return here(end.exitCode() == 0 ? "Succeeded" : "Failed", terminated(end), false);
  }

  /// Nothing is known of the containers of an evicted pod.
  PodStatus evicted(String message) {
    return new PodStatusBuilder().withPhase("Failed").withReason("Evicted").withMessage(message)
        .withStartTime(startTime).build();
  }

  /// The container starts now.
  void started() {
    startedAt = now();
  }

  private PodStatus here(String phase, ContainerState state, boolean ready) {
    condition("Initialized", "True", "", "");
    condition("PodScheduled", "True", "", "");
    return new PodStatusBuilder().withPhase(phase).withStartTime(startTime).withHostIP(ADDRESS).withPodIP(ADDRESS)
        .addNewPodIP(ADDRESS).withConditions(List.copyOf(conditions.values()))
        .withContainerStatuses(containers.stream().map(container -> status(container, state, ready)).toList()).build();
  }

  private ContainerStatus status(Container container, ContainerState state, boolean ready) {
    var isThere = state.getWaiting() == null || restarts > 0;
    var image = UUID.nameUUIDFromBytes(container.getImage().getBytes(StandardCharsets.UTF_8));
    return new ContainerStatusBuilder().withName(container.getName()).withImage(container.getImage())
        .withImageID(isThere ? "sha256:" + image.toString().replace("-", "") : "")
        .withContainerID(isThere ? containerId : null).withState(state).withLastState(last).withReady(ready)
        .withStarted(state.getRunning() != null).withRestartCount(restarts).build();
  }

  private ContainerState running() {
    return new ContainerStateBuilder().withNewRunning(startedAt).build();
  }

  private static ContainerState waitingState(String reason, String message) {
    return new ContainerStateBuilder().withNewWaiting()
        .withReason(reason).withMessage(message.isEmpty() ? null : message).endWaiting().build();
  }

  private ContainerState terminated(End end) {
    return new ContainerStateBuilder().withNewTerminated().withExitCode(end.exitCode()).withReason(end.reason())
        .withMessage(end.message().isEmpty() ? null : end.message()).withStartedAt(startedAt).withFinishedAt(now())
        .withContainerID(containerId).endTerminated().build();
  }

  private void unready(String reason) {
    var names = containers.stream().map(Container::getName).collect(Collectors.joining(" "));
    readiness("False", reason, reason.equals("PodCompleted") ? "" : "containers with unready status: [" + names + "]");
  }

  private void readiness(String status, String reason, String message) {
    condition("Ready", status, reason, message);
    condition("ContainersReady", status, reason, message);
  }

  private void condition(String type, String status, String reason, String message) {
    var before = conditions.get(type);
    var since = before != null && before.getStatus().equals(status) ? before.getLastTransitionTime() : now();
    conditions.put(type, new PodConditionBuilder().withType(type).withStatus(status).withLastTransitionTime(since)
        .withReason(reason.isEmpty() ? null : reason).withMessage(message.isEmpty() ? null : message).build());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
