package dev.restorebot.cluster;

/// One thing that restorebot must be allowed to do.
///
/// @param verb as the cluster calls it: `patch`
/// @param resource what it is done to, with the API group and the subresource as `kubectl auth can-i` takes them:
///        `deployments.apps/scale`
/// @param where the namespace; empty for what belongs to none
/// @param why what restorebot needs it for, said after `to`
public record Permission(String verb, String resource, String where, String why) {
  @Override
  public String toString() {
    return verb + " " + resource + (where.isEmpty() ? "" : " in namespace " + where) + ", to " + why;
  }
}
