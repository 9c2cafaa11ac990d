package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.Deed.said;

import java.util.Set;

/// Brings mishaps upon the cluster, for every service that a world has.
record ClusterFaults(Set<SandboxService> services, SandboxCluster cluster) {
  String bring(Fault.OfCluster fault) {
    return switch (fault) {
      case WORKLOAD_GONE -> said(cluster::loseWorkloads, "The Deployment is gone.");
      case SCALED_TO_0 ->
        said(() -> services.forEach(service -> cluster.scale(service.workload(), 0)), "The Deployment is scaled to 0.");
      case NO_IMAGE -> said(() -> services.forEach(service -> cluster.letPodFail(service, PodFault.NO_IMAGE)),
          "The image cannot be pulled.");
      case OUT_OF_MEMORY -> said(() -> services.forEach(service -> cluster.letPodFail(service, PodFault.OUT_OF_MEMORY)),
          "The pod is killed for want of memory.");
      case CLUSTER_DOWN -> said(cluster.mood()::refuse, "The cluster does not answer.");
      case CLUSTER_HANGS -> said(cluster.mood()::hang, "The cluster takes requests and does not answer.");
      case CLUSTER_SLOW -> said(cluster.mood()::slow, "The cluster is slow.");
      case CLUSTER_WELL -> said(this::heal, "The cluster is well.");
    };
  }

  private void heal() {
    cluster.heal();
    services.forEach(service -> {
      cluster.letPodFail(service, null);
      cluster.scale(service.workload(), 1);
    });
  }
}
