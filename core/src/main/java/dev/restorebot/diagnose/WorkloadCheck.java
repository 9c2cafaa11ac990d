package dev.restorebot.diagnose;

import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.cluster.Symptoms.Pod;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Sign;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;

/// Whether the service runs, and if not, what the cluster says about it.
record WorkloadCheck(ServiceDefinition service, Symptoms symptoms) implements Check {
  private static final List<String> IMAGE = List.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName",
      "ErrImageNeverPull");
  private static final int TOLD = 3;

  @Override
  public String name() {
    return "workload";
  }

  @Override
  public String question() {
    return "Does the service run, with all its pods, and what does the cluster warn of?";
  }

  @Override
  public Observation look() {
    try {
      var workload = symptoms.workload(service.workload());
      return workload.isEmpty()
          ? Observation.of(Condition.DEGRADED, CommonSign.NO_WORKLOAD, "there is no " + service.workload())
          : judged(workload.get(), symptoms.pods(service.workload()));
    } catch (ClusterException e) {
      return Observation.unknown("the cluster could not be asked: " + e.getMessage());
    }
  }

  private Observation judged(Workload workload, List<Pod> pods) {
    var signs = new ArrayList<Sign>();
    var ready = workload.ready() + " of " + Times.count(workload.replicas(), "replica")
        + (workload.replicas() == 1 ? " is ready" : " are ready");
    if (workload.replicas() == 0) {
      signs.add(new Sign(CommonSign.SCALED_DOWN, service.workload() + " is scaled to 0"));
    } else if (workload.ready() < workload.replicas()) {
      signs.add(trouble(pods, ready));
    }
    var evidence = new ArrayList<>(signs.stream().map(Sign::text).toList());
    if (signs.isEmpty()) {
      evidence.add(ready);
    }
    pods.stream().filter(pod -> pod.restarts() > 0).limit(TOLD).forEach(pod -> evidence.add(restarts(pod)));
    evidence.addAll(warnings());
    return new Observation(signs.isEmpty() ? Condition.FINE : Condition.DEGRADED, evidence, signs);
  }

  private static Sign trouble(List<Pod> pods, String ready) {
    for (var pod : pods) {
      var reason = pod.waiting().split("[:\\s]", 2)[0];
      if (IMAGE.contains(reason)) {
        return new Sign(CommonSign.NO_IMAGE, ready + "; " + pod.name() + " waits: " + pod.waiting());
      }
      if (pod.lastEnd().filter(end -> end.reason().equals("OOMKilled")).isPresent()) {
        return new Sign(CommonSign.OUT_OF_MEMORY, ready + "; " + pod.name() + " was killed for want of memory");
      }
      if (reason.equals("CrashLoopBackOff")) {
        return new Sign(CommonSign.CRASHES, ready + "; " + pod.name() + " crashes again and again");
      }
    }
    return new Sign(CommonSign.NOT_READY, pods.isEmpty() ? ready + ", and there is no pod" : ready);
  }

  private static String restarts(Pod pod) {
    return pod.name() + " was restarted " + Times.count(pod.restarts(), "time") + pod.lastEnd()
        .map(end -> ", the last time at " + Times.moment(end.at()) + ": " + end.reason() + ", exit code "
            + end.exitCode())
        .orElse("");
  }

  /// Without permission to see them, a service is diagnosed all the same.
  private List<String> warnings() {
    try {
      return symptoms.warnings(service.workload(), service.volume().claim()).stream().limit(TOLD)
          .map(warning -> "warning about " + warning.about() + ": " + warning.reason() + ": " + warning.message())
          .toList();
    } catch (ClusterException e) {
      return List.of("its events could not be seen: " + e.getMessage());
    }
  }
}
