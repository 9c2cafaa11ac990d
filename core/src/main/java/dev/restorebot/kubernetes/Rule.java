package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Permission;

/// One thing that restorebot does in a cluster, as RBAC grants it.
///
/// @param group the API group; empty for the core
/// @param subresource empty for the resource itself
/// @param name the one object it is done to; empty for all
/// @param namespace empty for what belongs to none
/// @param why said after `to`
public record Rule(String verb, String group, String resource, String subresource, String name, String namespace,
    String why) {
  /// As `kubectl auth can-i` takes it: `deployments.apps/scale`.
  public String what() {
    return resource + (group.isEmpty() ? "" : "." + group) + (subresource.isEmpty() ? "" : "/" + subresource)
        + (name.isEmpty() ? "" : " " + name);
  }

  /// The same for people.
  public Permission permission() {
    return new Permission(verb, what(), namespace, why);
  }
}
