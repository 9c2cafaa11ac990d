package dev.restorebot.jobs;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.store.AccessKeys;
import java.util.Optional;

/// The keys to the backups of a service, as the cluster has them.
public final class BackupKeys {
  private BackupKeys() {}

  /// The keys to the backups of a service as they are now; empty if the Secret or one of them is missing.
  public static Optional<AccessKeys> of(Cluster cluster, ServiceDefinition service) {
    var reference = service.backups().credentials();
    var accessKey = cluster.secret(service.namespace(), reference.secret(), reference.accessKey());
    var secretKey = cluster.secret(service.namespace(), reference.secret(), reference.secretKey());
    return accessKey.flatMap(access -> secretKey.map(secret -> new AccessKeys(access, secret)));
  }
}
