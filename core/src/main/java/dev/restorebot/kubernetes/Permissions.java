package dev.restorebot.kubernetes;

import dev.restorebot.service.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All that restorebot does in a cluster. Pure. What a deployment grants is compared with it.
public final class Permissions {
  private static final String CORE = "";
  private static final String APPS = "apps";
  private static final String BATCH = "batch";

  private Permissions() {}

  /// What a restore of `service` needs, all of it in the service's namespace, beside the Secrets that its kind reads
  /// ([dev.restorebot.kind.ServiceKind#secrets]).
  public static List<Rule> of(ServiceDefinition service) {
    var rules = new ArrayList<Rule>();
    var grant = new Grant(service.namespace(), rules);
    workload(grant, service);
    grant.each("get", CORE, "persistentvolumeclaims", "see the volume")
        .each("list watch", CORE, "pods", "see which pods use the volume, and how a worker fares")
        .sub("get", CORE, "pods", "log", "read a worker's log")
        .one("get", CORE, "secrets", service.backups().credentials().secret(), "read the keys to the backups")
        .each("create", CORE, "events", "leave a note on the workload")
        .each("create get list watch delete", BATCH, "jobs", "run its workers");
    if (!service.backups().cronJobs().isEmpty()) {
      grant.each("get", BATCH, "cronjobs", "see whether the backups are suspended");
      service.backups().cronJobs().forEach(
          name -> grant.one("patch", BATCH, "cronjobs", name, "suspend the backups and let them run again"));
    }
    rules.addAll(ofTheDeadline(service.namespace()));
    return List.copyOf(rules);
  }

  /// Those of [#of] that only a restore needs in which the cluster overlooks that a Job is past its deadline.
  public static List<Rule> ofTheDeadline(String namespace) {
    return List.of(new Rule("patch", BATCH, "jobs", "", "", namespace, "end a worker that takes too long"));
  }

  private static void workload(Grant grant, ServiceDefinition service) {
    var plural = service.workload().kind() + "s";
    grant.each("get watch", APPS, plural, "see whether the service runs")
        .scale(plural, service.workload().name(), "stop and start the service")
        .each("list", "autoscaling", "horizontalpodautoscalers", "see who else scales it");
  }

  /// What it takes to ask a program inside its pods; a restore goes without. A WebSocket is opened with GET: a cluster that
  /// goes by that asks for `get`, and one that counts it as what it does asks for `create` as well (source: the feature gate
  /// AuthorizePodWebsocketUpgradeCreatePermission of kube-apiserver).
  public static List<Rule> ofTheInside(String namespace) {
    var rules = new ArrayList<Rule>();
    new Grant(namespace, rules).sub("create get", CORE, "pods", "portforward", "ask the service inside its pod");
    return List.copyOf(rules);
  }

  /// What it takes to tell a worker on standby what to do; a restore goes without, and the service is down for longer. Both verbs as for
  /// [#ofTheInside].
  public static List<Rule> ofTheStandby(String namespace) {
    var rules = new ArrayList<Rule>();
    new Grant(namespace, rules).sub("create get", CORE, "pods", "attach",
        "tell a worker that waits what to do, so that the service is down for a shorter time");
    return List.copyOf(rules);
  }

  /// What a diagnosis looks at beyond what a restore does; it goes without.
  public static List<Rule> ofTheDiagnosis(String namespace) {
    var rules = new ArrayList<Rule>();
    new Grant(namespace, rules).each("list", CORE, "events", "see what the cluster warns of");
    return List.copyOf(rules);
  }

  /// What the check of an installation needs beyond that; a restore goes without. Belongs to no namespace.
  public static List<Rule> ofTheCheck() {
    return List.of(new Rule("get", CORE, "persistentvolumes", "", "", "", "see how the volume is mounted"));
  }

  /// What the program needs in its own namespace.
  public static List<Rule> ofTheProgram(String namespace) {
    return List.of(new Rule("get", CORE, "pods", "", "", namespace, "see its own image, which its Jobs run"));
  }

  /// Collects rules of one namespace.
  private record Grant(String namespace, List<Rule> rules) {
    /// @param verbs one or more, separated by spaces
    private Grant each(String verbs, String group, String resource, String why) {
      return sub(verbs, group, resource, "", why);
    }

    private Grant sub(String verbs, String group, String resource, String subresource, String why) {
      Stream.of(verbs.split(" ", -1))
          .forEach(verb -> rules.add(new Rule(verb, group, resource, subresource, "", namespace, why)));
      return this;
    }

    private Grant scale(String resource, String name, String why) {
      rules.add(new Rule("patch", APPS, resource, "scale", name, namespace, why));
      return this;
    }

    private Grant one(String verb, String group, String resource, String name, String why) {
      rules.add(new Rule(verb, group, resource, "", name, namespace, why));
      return this;
    }
  }
}
