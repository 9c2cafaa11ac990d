package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.service.WorkloadRef;
import java.util.List;
import java.util.Optional;

/// What the sandbox's cluster tells of its services: each has one pod, which runs, or crashes again and again because its program does not
/// boot. Thread-safe.
final class SandboxSymptoms implements Symptoms {
  private static final int RESTARTS = 5;

  private final SandboxCluster cluster;
  private final SandboxClock clock;

  SandboxSymptoms(SandboxCluster cluster, SandboxClock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  @Override
  public Optional<Cluster.Workload> workload(WorkloadRef ref) {
    return cluster.workload(ref);
  }

  @Override
  public List<Pod> pods(WorkloadRef ref) {
    var service = cluster.service(ref.namespace());
    var workload = cluster.workload(ref);
    if (service.isEmpty() || workload.isEmpty() || workload.get().replicas() == 0) {
      return List.of();
    }
    var fault = cluster.podFault(service.get());
    if (fault.isPresent()) {
      return List.of(fault.get().pod(service.get().pod(), clock.instant()));
    }
    return List.of(workload.get().ready() > 0
        ? new Pod(service.get().pod(), true, 0, "", null)
        : new Pod(service.get().pod(), false, RESTARTS, "CrashLoopBackOff: back-off restarting failed container",
            new Ended("Error", 1, clock.instant())));
  }

  @Override
  public List<Warning> warnings(WorkloadRef ref, String claim) {
    return pods(ref).stream().filter(pod -> !pod.waiting().isEmpty())
        .map(pod -> new Warning("pod/" + pod.name(), pod.waiting().split(":", 2)[0], pod.waiting(), RESTARTS,
            clock.instant()))
        .toList();
  }

  @Override
  public List<String> log(WorkloadRef ref, int lines) {
    var all = cluster.service(ref.namespace()).map(cluster::log).orElse(List.of());
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  @Override
  public Optional<BackupJob> backupJob(String namespace, String name) {
    return cluster.backupJob(namespace, name);
  }
}
