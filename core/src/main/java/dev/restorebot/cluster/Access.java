package dev.restorebot.cluster;

import dev.restorebot.service.ServiceDefinition;
import java.util.List;
import java.util.Optional;

/// What restorebot may do in the cluster, and what of a volume only the cluster's administrators look after. Asked when an
/// installation is checked, never in a restore. Blocks; thread-safe; throws [ClusterException].
public interface Access {
  /// What a restore of `service` needs and restorebot may not do, as the cluster itself says.
  List<Permission> missing(ServiceDefinition service);

  /// What it takes to ask the service's program inside its pods, and restorebot may not do. A restore goes without.
  List<Permission> missingInside(ServiceDefinition service);

  /// What it takes to tell a worker on standby what to do, and restorebot may not do. A restore goes without.
  List<Permission> missingForStandby(ServiceDefinition service);

  /// What a diagnosis would look at, and restorebot may not. It goes without.
  List<Permission> missingForDiagnosis(ServiceDefinition service);

  /// The name under which the cluster knows whoever is connected to it.
  String self();

  /// Whether the volume behind `claim` may be mounted on several nodes at once. False too if there is no such claim.
  boolean shared(String namespace, String claim);

  /// The options with which the volume behind `claim` is mounted; empty if there is none, or it cannot be seen.
  Optional<List<String>> mountOptions(String namespace, String claim);
}
