package dev.restorebot.bot.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a [Kubelet] is told before it starts. Confined to its thread.
public final class KubeletSetup {
  private final TestCluster cluster;
  private final Map<String, Path> claims = new LinkedHashMap<>();
  private Entrypoint entrypoint = Entrypoint.of();
  private StandIn standIn = StandIn.idle();
  private Duration podStart = Duration.ZERO;

  KubeletSetup(TestCluster cluster) {
    this.cluster = cluster;
  }

  /// What the images of Jobs start with; without it a container is its command and arguments alone.
  public KubeletSetup entrypoint(Entrypoint words) {
    entrypoint = words;
    return this;
  }

  /// The folder that a Job's pod finds where it mounts this claim.
  public KubeletSetup claim(String name, Path folder) {
    claims.put(name, folder);
    return this;
  }

  /// What stands in for pods that are not of Jobs; without it they are Ready and do nothing.
  public KubeletSetup standIn(StandIn actor) {
    standIn = actor;
    return this;
  }

  /// How long a node takes until a pod that was given to it runs: its sandbox, its network, its mounts. Without it, no time.
  public KubeletSetup startsPodsIn(Duration duration) {
    podStart = duration;
    return this;
  }

  /// Starts it for all namespaces that the cluster has made so far; the cluster closes it.
  public Kubelet start() {
    return cluster.started(new Kubelet(this, cluster.client(), cluster.namespaces()));
  }

  Entrypoint entrypoint() {
    return entrypoint;
  }

  StandIn standIn() {
    return standIn;
  }

  Duration podStart() {
    return podStart;
  }

  Map<String, Path> claims() {
    return claims;
  }
}
