package dev.restorebot.facts;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.jobs.Patience;
import dev.restorebot.kind.Means;
import dev.restorebot.service.SecretRef;
import dev.restorebot.service.ServiceDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// With what one uses `service` who is a user of it.
record UserMeans(Cluster cluster, ServiceDefinition service, InstantSource time, Patience patience) implements Means {
  @Override
  public Optional<String> secret(SecretRef ref) {
    return secret(cluster, service, ref);
  }

  /// What stands there, without the end of line with which it was typed; empty if nothing does.
  static Optional<String> secret(Cluster cluster, ServiceDefinition service, SecretRef ref) {
    return cluster.secret(service.namespace(), ref.secret(), ref.entry()).map(value -> value.replaceFirst("\\R+$", ""))
        .filter(value -> !value.isBlank());
  }

  @Override
  public Instant at() {
    return time.instant();
  }

  @Override
  public boolean goOn() throws InterruptedException {
    return patience.goOn();
  }
}
