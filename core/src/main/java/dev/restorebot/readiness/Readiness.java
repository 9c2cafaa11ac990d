package dev.restorebot.readiness;

import dev.restorebot.cluster.Access;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.service.SecretRef;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.store.BackupStores;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Looks whether everything is there that a restore of a service needs: permissions, workload, volume, keys, backups, and
/// whoever else is asked. Touches nothing. Blocks; thread-safe; what does not answer becomes a [Requirement] that is missing.
public final class Readiness {
  /// So much is asked at a time.
  private static final int WIDTH = 8;

  private final Cluster cluster;
  private final Access access;
  private final BackupsLook backups;

  public Readiness(Cluster cluster, Access access, BackupStores stores, InstantSource time) {
    this.cluster = cluster;
    this.access = access;
    this.backups = new BackupsLook(cluster, stores, time);
  }

  /// What a restore of `service` needs, in the order in which it would be needed.
  public List<Requirement> of(ServiceDefinition service, ServiceKind kind) {
    var questions = new ArrayList<Supplier<List<Requirement>>>();
    questions.add(() -> asked("permissions", () -> permissions(service)));
    if (kind.asksInside()) {
      questions.add(() -> asked("permission", () -> inside(service)));
    }
    questions.add(() -> asked("permission", () -> standby(service)));
    questions.add(() -> asked("permission", () -> diagnosis(service)));
    questions.add(() -> asked("workload " + service.workload(), () -> workload(service)));
    questions.add(() -> asked("volume claim " + service.volume().claim(), () -> volume(service)));
    service.backups().cronJobs()
        .forEach(name -> questions.add(() -> asked("CronJob " + name, () -> cronJob(service, name))));
    questions.add(() -> asked("backups", () -> backups.of(service)));
    kind.secrets().forEach(ref -> questions.add(() -> asked("Secret " + ref.secret(), () -> secret(service, ref))));
    questions.add(() -> kind.reachable().stream().map(Readiness::reached).toList());
    return SideBySide.answers(WIDTH, questions).stream().flatMap(List::stream).toList();
  }

  private static Requirement reached(CheckResult result) {
    var next = "See that it can be reached from where restorebot runs.";
    return switch (result.status()) {
      case PASSED -> Requirement.there(result.name(), result.detail());
      case UNKNOWN -> Requirement.doubtful(result.name(), result.detail(), next);
      case FAILED -> Requirement.missing(result.name(), result.detail(), next);
    };
  }

  private static List<Requirement> asked(String what, Supplier<List<Requirement>> question) {
    try {
      return question.get();
    } catch (ClusterException e) {
      return List.of(Requirement.missing(what, String.valueOf(e.getMessage()), ""));
    }
  }

  private List<Requirement> permissions(ServiceDefinition service) {
    var missing = access.missing(service);
    return missing.isEmpty()
        ? List.of(Requirement.there("permissions", "all that a restore uses are granted"))
        : missing.stream().map(permission -> Requirement.missing("permission", permission + ": not granted",
            "Grant it to restorebot's service account: see deploy/.")).toList();
  }

  private List<Requirement> diagnosis(ServiceDefinition service) {
    return access.missingForDiagnosis(service).stream()
        .map(permission -> Requirement.doubtful("permission", permission + ": not granted",
            "`/diagnose` goes without. Grant it if it is wanted: see deploy/."))
        .toList();
  }

  private List<Requirement> standby(ServiceDefinition service) {
    return access.missingForStandby(service).stream()
        .map(permission -> Requirement.doubtful("permission", permission + ": not granted",
            "A restore goes without, and the service is down for longer, while pods start. Grant it if that is too long:"
                + " see deploy/."))
        .toList();
  }

  private List<Requirement> inside(ServiceDefinition service) {
    return access.missingInside(service).stream()
        .map(permission -> Requirement.doubtful("permission", permission + ": not granted",
            "A restore goes without, and leaves out the checks that only the service's own pod answers. Grant it if they"
                + " are wanted: see deploy/."))
        .toList();
  }

  private List<Requirement> workload(ServiceDefinition service) {
    var what = "workload " + service.workload();
    var found = cluster.workload(service.workload());
    if (found.isEmpty()) {
      return List.of(Requirement.missing(what, "there is none of that name",
          "Correct `workload` in the configuration, or create it."));
    }
    var requirements = new ArrayList<Requirement>();
    var workload = found.get();
    requirements.add(workload.ready() < workload.replicas() || workload.replicas() == 0
        ? Requirement.doubtful(what, workload.ready() + " of " + workload.replicas() + " replicas are ready",
            "A restore may be what it needs; see the logs of its pods.")
        : Requirement.there(what, workload.ready() + " of " + workload.replicas() + " replicas are ready"));
    workload.keepers().forEach(keeper -> requirements.add(Requirement.doubtful(what, "is kept by " + keeper,
        "Pause that before a restore: it may start the service again while it must be stopped.")));
    return requirements;
  }

  private List<Requirement> volume(ServiceDefinition service) {
    var claim = service.volume().claim();
    var what = "volume claim " + claim;
    var found = cluster.volume(service.namespace(), claim);
    if (found.isEmpty()) {
      return List.of(Requirement.missing(what, "there is none in namespace " + service.namespace(),
          "Correct `volume.claim` in the configuration, or create it."));
    }
    var requirements = new ArrayList<Requirement>();
    var users = found.get().users();
    requirements.add(Requirement.there(what,
        users.isEmpty() ? "no pod uses it" : "used by " + String.join(", ", users)));
    if (!access.shared(service.namespace(), claim)) {
      requirements.add(Requirement.doubtful(what,
          "only one node can mount it at a time, and while the service runs that is"
              + " the service's",
          "See that Jobs can run on that node; elsewhere they wait in vain, and nothing is restored."));
    }
    requirements.addAll(MountOptions.of(what, access.mountOptions(service.namespace(), claim)));
    return requirements;
  }

  private List<Requirement> secret(ServiceDefinition service, SecretRef ref) {
    return List.of(Requirement.secret(service.namespace(), ref.secret(), ref.entry(),
        cluster.secret(service.namespace(), ref.secret(), ref.entry()),
        "Create it, or correct `" + service.kind() + "` in the configuration."));
  }

  private List<Requirement> cronJob(ServiceDefinition service, String name) {
    var what = "CronJob " + name;
    return List.of(cluster.cronJob(service.namespace(), name).map(state -> switch (state) {
      case ACTIVE -> Requirement.there(what, "active");
      case SUSPENDED -> Requirement.doubtful(what, "suspended: no backups are being made",
          "If no restore is under way, let it run again.");
    }).orElseGet(() -> Requirement.doubtful(what, "there is none in namespace " + service.namespace()
        + ", so a restore cannot suspend it", "Correct `backups.cronJobs` in the configuration.")));
  }
}
