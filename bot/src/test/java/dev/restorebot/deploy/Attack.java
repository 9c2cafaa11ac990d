package dev.restorebot.deploy;

import static java.util.Objects.requireNonNull;

import dev.restorebot.deploy.Admission.Request;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody asks for who has the bot's token, and why it is refused. Each is about one thing.
///
/// @param message of the one validation that refuses it
/// @param edits what is different from what the bot asks for
record Attack(String name, String operation, String group, String resource, List<Edit> before, List<Edit> edits,
    String message) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final String POD = "spec/template/spec/";
  private static final String WORKER = POD + "containers/0/";
  private static final String VARIABLE = "env/-";

  /// What the bot asks for itself.
  record Bases(Map<String, Object> job, Map<String, Object> cronJob, String namespace) {}

  /// One field that is different.
  ///
  /// @param path to the field, as in a JSON pointer; `-` for a further element of a list
  /// @param json what it is set to; empty to remove it
  record Edit(String path, String json) {
    Map<String, Object> in(Map<String, Object> object) {
      return edited(object, List.of(this));
    }

    private void apply(JsonNode tree) {
      var pointer = JsonPointer.compile("/" + path);
      var name = requireNonNull(pointer.last()).getMatchingProperty();
      var parent = parent(tree, requireNonNull(pointer.head()));
      if (parent instanceof ArrayNode list) {
        if (name.equals("-")) {
          list.add(JSON.readTree(json));
        } else {
          list.set(Integer.parseInt(name), JSON.readTree(json));
        }
      } else if (json.isEmpty()) {
        ((ObjectNode) parent).remove(name);
      } else {
        ((ObjectNode) parent).set(name, JSON.readTree(json));
      }
    }

    private static JsonNode parent(JsonNode tree, JsonPointer pointer) {
      var there = tree.at(pointer);
      return there.isMissingNode()
          ? ((ObjectNode) parent(tree, requireNonNull(pointer.head()))).putObject(
              requireNonNull(pointer.last()).getMatchingProperty())
          : there;
    }
  }

  /// The fields of an object as an API server has them, without their types.
  static Map<String, Object> fields(HasMetadata object) {
    return fields(SERIALIZATION.asJson(object));
  }

  /// The same of one that was written down. What is null there is as good as left out, and no value for an expression.
  static Map<String, Object> fields(String json) {
    var tree = JSON.readTree(json);
    leaveOutNulls(tree);
    return JSON.treeToValue(tree, new TypeReference<Map<String, Object>>() {});
  }

  private static void leaveOutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    node.forEach(Attack::leaveOutNulls);
  }

  /// A Job with what an API server fills in before it asks its policies.
  static Map<String, Object> completed(Map<String, Object> job) {
    return edited(job, List.of(new Edit("metadata/uid", "\"4cf3\""), new Edit("metadata/generation", "1"),
        new Edit("spec/parallelism", "1"), new Edit("spec/completions", "1"), new Edit("spec/suspend", "false"),
        new Edit("spec/manualSelector", "false"), new Edit("spec/completionMode", "\"NonIndexed\""),
        new Edit("spec/selector", "{\"matchLabels\":{\"batch.kubernetes.io/controller-uid\":\"4cf3\"}}"),
        new Edit("spec/template/metadata/labels/controller-uid", "\"4cf3\""),
        new Edit("spec/template/metadata/labels/job-name", "\"pds-stage\""),
        new Edit("spec/template/metadata/labels/batch.kubernetes.io~1controller-uid", "\"4cf3\""),
        new Edit("spec/template/metadata/labels/batch.kubernetes.io~1job-name", "\"pds-stage\""),
        new Edit(POD + "dnsPolicy", "\"ClusterFirst\""), new Edit(POD + "schedulerName", "\"default-scheduler\""),
        new Edit(POD + "terminationGracePeriodSeconds", "30")));
  }

  /// It as a request of `user`.
  Request request(String user, Bases bases) {
    var base = resource.equals("cronjobs") ? bases.cronJob() : bases.job();
    var old = edited(base, before);
    var object = edited(old, edits);
    return new Request(user, operation, group, resource, bases.namespace(),
        operation.equals("DELETE") ? Optional.empty() : Optional.of(object),
        List.of("CREATE", "CONNECT").contains(operation) ? Optional.empty() : Optional.of(old));
  }

  private static Map<String, Object> edited(Map<String, Object> base, List<Edit> edits) {
    JsonNode tree = JSON.valueToTree(base);
    edits.forEach(edit -> edit.apply(tree));
    return JSON.treeToValue(tree, new TypeReference<Map<String, Object>>() {});
  }

  /// All of them.
  static List<Attack> all() {
    return Stream.of(jobs(), ownJobs(), cronJobs(), attachments(), elsewhere()).flatMap(List::stream).toList();
  }

  private static List<Attack> jobs() {
    var jobs = new Started();
    jobs.refused("The Job must have the labels of restorebot's own Jobs, and no others.")
        .by("hides whose Job it is", "metadata/labels/app.kubernetes.io~1managed-by", "\"somebody\"")
        .by("has no labels", "metadata/labels", "")
        .by("has the labels of a queue", "metadata/labels/kueue.x-k8s.io~1queue-name", "\"big\"");
    jobs.refused("The Job must not belong to another object, nor be kept from being deleted.")
        .by("belongs to another object", "metadata/ownerReferences",
            "[{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"name\":\"x\",\"uid\":\"y\"}]")
        .by("cannot be deleted", "metadata/finalizers", "[\"example.org/keep\"]");
    jobs.refused("The Job must make one pod, once, and must have a deadline and be removed after it ended.")
        .by("makes a hundred pods at once", "spec/parallelism", "100")
        .by("makes a hundred pods in turn", "spec/completions", "100")
        .by("tries again for ever", "spec/backoffLimit", "2147483647")
        .by("never ends", "spec/activeDeadlineSeconds", "")
        .by("stays for ever", "spec/ttlSecondsAfterFinished", "");
    jobs.refused("The Job must not choose its pods itself.")
        .by("takes the service's pods for its own", "spec/manualSelector", "true");
    jobs.refused("The pod must have the labels of restorebot's own Jobs, and no others.")
        .by("takes the service's traffic", "spec/template/metadata/labels/app", "\"pds\"");
    jobs.refused("The pod must have no annotation.")
        .by("joins another network", "spec/template/metadata/annotations",
            "{\"k8s.v1.cni.cncf.io/networks\":\"storage\"}");
    jobs.refused("The pod must run as its namespace's default service account.")
        .by("runs as another account", POD + "serviceAccountName", "\"admin\"")
        .by("runs as another account by the old name", POD + "serviceAccount", "\"admin\"");
    jobs.refused("The pod must not get the token of a service account.")
        .by("mounts a token", POD + "automountServiceAccountToken", "true")
        .by("leaves it to the account whether it gets a token", POD + "automountServiceAccountToken", "");
    jobs.refused("The pod must have names, network, processes and memory of its own, not those of its node.")
        .by("uses the node's network", POD + "hostNetwork", "true")
        .by("sees the node's processes", POD + "hostPID", "true")
        .by("sees the node's memory", POD + "hostIPC", "true");
    jobs.refused("The pod must leave it to the cluster where it runs.")
        .by("goes past the scheduler", POD + "nodeName", "\"control-plane\"")
        .by("chooses a node", POD + "nodeSelector", "{\"node-role.kubernetes.io/control-plane\":\"\"}")
        .by("chooses its neighbours", POD + "affinity", "{\"podAffinity\":{}}")
        .by("is tolerated everywhere", POD + "tolerations", "[{\"operator\":\"Exists\"}]")
        .by("chooses how it is kept apart", POD + "runtimeClassName", "\"legacy\"")
        .by("drives others out", POD + "priorityClassName", "\"system-node-critical\"")
        .by("spreads", POD + "topologySpreadConstraints",
            "[{\"maxSkew\":1,\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"DoNotSchedule\"}]")
        .by("has a scheduler of its own", POD + "schedulerName", "\"mine\"");
    jobs.refused("The pod must resolve names as the cluster does, and have no name of its own.")
        .by("says where the store is", POD + "hostAliases", "[{\"ip\":\"192.0.2.1\",\"hostnames\":[\"s3\"]}]")
        .by("asks another resolver", POD + "dnsConfig", "{\"nameservers\":[\"192.0.2.1\"]}")
        .by("asks the node's resolver", POD + "dnsPolicy", "\"Default\"")
        .by("has a host name", POD + "hostname", "\"pds\"")
        .by("has a domain", POD + "subdomain", "\"pds\"");
    jobs.refused("The pod must name no Secret for pulling its image.")
        .by("pulls with another Secret", POD + "imagePullSecrets", "[{\"name\":\"registry\"}]");
    jobs.refused("The pod must not be started again.").by("is started again", POD + "restartPolicy", "\"OnFailure\"");
    jobs.refused(
        "The pod must run as an owner of the service's data, one of `users` in the ConfigMap restorebot-admission.")
        .by("runs as another user", POD + "securityContext/runAsUser", "65534")
        .by("runs as whatever the image says", POD + "securityContext/runAsUser", "");
    jobs.refused("The pod must not run as root, except where root is the owner of the service's data.")
        .by("may be root", POD + "securityContext/runAsNonRoot", "false");
    jobs.refused(
        "The pod must run in a group of the service's data, one of `groups` in the ConfigMap restorebot-admission.")
        .by("runs in another group", POD + "securityContext/runAsGroup", "0", POD + "securityContext/fsGroup", "1000")
        .by("gives the volume to another group", POD + "securityContext/fsGroup", "0")
        .by("runs in further groups", POD + "securityContext/supplementalGroups", "[0]");
    jobs.refused("The pod must run under the seccomp profile RuntimeDefault.")
        .by("makes any system call", POD + "securityContext/seccompProfile/type", "\"Unconfined\"");
    jobs.refused("The pod must leave the node's other means of separation as they are.")
        .by("changes the kernel", POD + "securityContext/sysctls", "[{\"name\":\"kernel.msgmax\",\"value\":\"1\"}]")
        .by("has another SELinux type", POD + "securityContext/seLinuxOptions", "{\"type\":\"spc_t\"}")
        .by("goes without AppArmor", POD + "securityContext/appArmorProfile", "{\"type\":\"Unconfined\"}")
        .by("is a process of a Windows node", POD + "securityContext/windowsOptions", "{\"hostProcess\":true}");
    jobs.refused("The pod must have one container.")
        .by("has a second container", POD + "containers/-", "{\"name\":\"second\",\"image\":\"evil\"}");
    jobs.refused("The pod must have no containers besides, neither before nor beside the first.")
        .by("runs something before", POD + "initContainers", "[{\"name\":\"first\",\"image\":\"evil\"}]")
        .by("is entered for debugging", POD + "ephemeralContainers", "[{\"name\":\"debug\",\"image\":\"evil\"}]");
    jobs.refused(
        "The container must run restorebot's own image, one of `images` in the ConfigMap restorebot-admission of"
            + " this namespace. After an update, name the new image there.")
        .by("runs another image", WORKER + "image", "\"evil:latest\"")
        .by("runs an image of a similar name", WORKER + "image", "\"registry.example/restorebot:0.1.0\"");
    jobs.refused("The container must run restorebot's worker.")
        .by("runs a shell", WORKER + "command", "[\"sh\"]")
        .by("gives the worker an option", WORKER + "args", "[\"worker\",\"stage\",\"--state=/volume\"]")
        .by("runs a second bot", WORKER + "args", "[\"serve\",\"stage\"]")
        .by("runs what is no task", WORKER + "args", "[\"worker\",\"shell\"]")
        .by("runs what the image runs by itself", WORKER + "args", "");
    jobs.refused("The container must read no standard input, except for a worker on standby, and have no terminal.")
        .by("talks to a worker that is not on standby", WORKER + "stdin", "true")
        .by("has a terminal", WORKER + "tty", "true");
    jobs.refused("The container must be asked and told nothing while it runs.")
        .by("runs a hook", WORKER + "lifecycle", "{\"postStart\":{\"exec\":{\"command\":[\"sh\"]}}}")
        .by("runs a program to see whether it lives", WORKER + "livenessProbe", "{\"exec\":{\"command\":[\"sh\"]}}")
        .by("has the node ask others", WORKER + "readinessProbe", "{\"httpGet\":{\"host\":\"10.0.0.1\",\"port\":80}}")
        .by("runs a program to see whether it has started", WORKER + "startupProbe",
            "{\"exec\":{\"command\":[\"sh\"]}}");
    jobs.refused("The container must have the variables of restorebot's worker, and no others.")
        .by("loads code into Java", WORKER + VARIABLE,
            "{\"name\":\"JAVA_TOOL_OPTIONS\",\"value\":\"-javaagent:/volume/x.jar\"}")
        .by("loads code by restorebot's own variable", WORKER + VARIABLE,
            "{\"name\":\"RESTOREBOT_JAVA_OPTS\",\"value\":\"-cp /volume\"}");
    jobs.refused("Variables must come from the Secrets with the keys to backups, which `secrets` in the ConfigMap"
        + " restorebot-admission names, and from nowhere else.")
        .by("reads another Secret", WORKER + VARIABLE,
            from("{\"secretKeyRef\":{\"name\":\"pds-rotation-key\",\"key\":\"k\"}}"))
        .by("reads a ConfigMap", WORKER + VARIABLE, from("{\"configMapKeyRef\":{\"name\":\"pds\",\"key\":\"k\"}}"))
        .by("reads about itself", WORKER + VARIABLE, from("{\"fieldRef\":{\"fieldPath\":\"status.hostIP\"}}"))
        .by("reads a file", WORKER + VARIABLE,
            from("{\"fileKeyRef\":{\"volumeName\":\"volume\",\"path\":\"x\",\"key\":\"k\"}}"));
    jobs.refused("The container must not take all variables of a Secret or a ConfigMap.")
        .by("reads all of a Secret", WORKER + "envFrom", "[{\"secretRef\":{\"name\":\"pds-s3-credentials\"}}]");
    jobs.refused("The container must not listen at a port.")
        .by("listens at the node's port", WORKER + "ports", "[{\"containerPort\":8080,\"hostPort\":8080}]");
    jobs.refused("The container must ask for CPU and memory, and no device.")
        .by("asks for a device", WORKER + "resources/requests/example.org~1kvm", "\"1\"")
        .by("is limited to a device", WORKER + "resources/limits/example.org~1kvm", "\"1\"")
        .by("claims a device", POD + "resourceClaims", "[{\"name\":\"gpu\",\"resourceClaimName\":\"gpu\"}]");
    jobs.refused("The container must not be privileged.")
        .by("is privileged", WORKER + "securityContext/privileged", "true");
    jobs.refused("The container must not be able to gain privileges.")
        .by("may gain privileges", WORKER + "securityContext/allowPrivilegeEscalation", "true")
        .by("does not say that it may not gain privileges", WORKER + "securityContext/allowPrivilegeEscalation", "");
    jobs.refused("The container must drop all capabilities, and add none.")
        .by("keeps capabilities", WORKER + "securityContext/capabilities/drop", "[\"NET_RAW\"]")
        .by("adds a capability", WORKER + "securityContext/capabilities/add", "[\"SYS_ADMIN\"]");
    jobs.refused("The container must have a root file system that cannot be written.")
        .by("writes to its image", WORKER + "securityContext/readOnlyRootFilesystem", "false");
    jobs.refused("The container must run as its pod says.")
        .by("is another user", WORKER + "securityContext/runAsUser", "0")
        .by("is in another group", WORKER + "securityContext/runAsGroup", "0")
        .by("may be root after all", WORKER + "securityContext/runAsNonRoot", "false")
        .by("makes any system call after all", WORKER + "securityContext/seccompProfile", "{\"type\":\"Unconfined\"}")
        .by("goes without AppArmor after all", WORKER + "securityContext/appArmorProfile", "{\"type\":\"Unconfined\"}")
        .by("has another SELinux type after all", WORKER + "securityContext/seLinuxOptions", "{\"type\":\"spc_t\"}")
        .by("is a process of a Windows node after all", WORKER + "securityContext/windowsOptions",
            "{\"hostProcess\":true}")
        .by("sees all of /proc", WORKER + "securityContext/procMount", "\"Unmasked\"");
    jobs.refused("The pod must have volumes that are claims or empty folders, and at most two.")
        .by("mounts a folder of the node", POD + "volumes/1", volume("{\"hostPath\":{\"path\":\"/\"}}"))
        .by("mounts a Secret", POD + "volumes/1", volume("{\"secret\":{\"secretName\":\"pds-s3-credentials\"}}"))
        .by("mounts a ConfigMap", POD + "volumes/1", volume("{\"configMap\":{\"name\":\"pds\"}}"))
        .by("mounts a token", POD + "volumes/1",
            volume("{\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"path\":\"token\"}}]}}"))
        .by("mounts a volume of a driver", POD + "volumes/1",
            volume("{\"csi\":{\"driver\":\"secrets-store.csi.k8s.io\"}}"))
        .by("mounts another machine's folder", POD + "volumes/1",
            volume("{\"nfs\":{\"server\":\"nas\",\"path\":\"/\"}}"))
        .by("has a claim made", POD + "volumes/1", volume("{\"ephemeral\":{\"volumeClaimTemplate\":{}}}"))
        .by("mounts an image", POD + "volumes/1", volume("{\"image\":{\"reference\":\"evil\"}}"))
        .by("has a third volume", POD + "volumes/-", "{\"name\":\"third\",\"emptyDir\":{}}");
    jobs.refused(
        "The pod must mount the volumes of services, which `claims` in the ConfigMap restorebot-admission names,"
            + " and no others.")
        .by("mounts another claim", POD + "volumes/0/persistentVolumeClaim/claimName", "\"postgres-data\"");
    jobs.refused("The container must mount its volumes whole, at /volume and /tmp.")
        .by("puts the volume in the place of the program", WORKER + "volumeMounts/0/mountPath",
            "\"/opt/restorebot/app\"")
        .by("writes to the volume what is thrown away", WORKER + "volumeMounts/0/mountPath", "\"/tmp\"")
        .by("mounts a part", WORKER + "volumeMounts/0/subPath", "\"link\"")
        .by("mounts a part by a variable", WORKER + "volumeMounts/0/subPathExpr", "\"$(RESTOREBOT_TASK)\"")
        .by("mounts into the node", WORKER + "volumeMounts/0/mountPropagation", "\"Bidirectional\"")
        .by("has a disk as a device", WORKER + "volumeDevices", "[{\"name\":\"volume\",\"devicePath\":\"/dev/x\"}]")
        .by("has a file put over the program", WORKER + "terminationMessagePath", "\"/opt/restorebot/bin/restorebot\"");
    return jobs.attacks;
  }

  private static String from(String source) {
    return "{\"name\":\"RESTOREBOT_S3_SECRET_KEY\",\"valueFrom\":" + source + "}";
  }

  private static String volume(String source) {
    return "{\"name\":\"scratch\"," + source.substring(1);
  }

  private static List<Attack> ownJobs() {
    var foreign = new Edit("metadata/labels", "{\"app\":\"backup\"}");
    var annotated = new Edit("metadata/annotations", "{\"note\":\"keep\"}");
    var own = "The Job must be one of restorebot's own.";
    var kept = "The Job must keep its labels, its owners and its finalizers.";
    var told = "The Job must keep its annotations, except that it is past its deadline.";
    return List.of(
        job("deletes somebody's Job", "DELETE", List.of(foreign), List.of(), own),
        job("deletes a Job without labels", "DELETE", List.of(new Edit("metadata/labels", "")), List.of(), own),
        job("notes something on somebody's Job", "UPDATE", List.of(foreign),
            List.of(new Edit("metadata/annotations", "{\"restorebot.dev/overdue\":\"since\"}")), own),
        job("suspends a Job and runs another program in it", "UPDATE", List.of(),
            List.of(new Edit("spec/suspend", "true")), "The Job must go on as it was started."),
        job("takes labels from a Job", "UPDATE", List.of(),
            List.of(new Edit("metadata/labels/restorebot.dev~1run", "")), kept),
        job("gives a Job an owner", "UPDATE", List.of(), List.of(new Edit("metadata/ownerReferences",
            "[{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"name\":\"x\",\"uid\":\"y\"}]")), kept),
        job("keeps a Job for ever", "UPDATE", List.of(),
            List.of(new Edit("metadata/finalizers", "[\"example.org/x\"]")),
            kept),
        job("notes something else on a Job", "UPDATE", List.of(), List.of(new Edit("metadata/annotations/x", "\"y\"")),
            told),
        job("changes a note on a Job", "UPDATE", List.of(annotated),
            List.of(new Edit("metadata/annotations/note", "\"y\"")),
            told),
        job("takes a note from a Job", "UPDATE", List.of(annotated), List.of(new Edit("metadata/annotations/note", "")),
            told));
  }

  private static Attack job(String name, String operation, List<Edit> before, List<Edit> edits, String message) {
    return new Attack(name, operation, "batch", "jobs", before, edits, message);
  }

  private static List<Attack> cronJobs() {
    var runs = "The CronJob must run what it ran before.";
    var when = "The CronJob must run when it ran before, apart from being suspended.";
    var about = "The CronJob must keep its labels, annotations, owners and finalizers.";
    return List.of(
        cronJob("runs another image by a CronJob", "spec/jobTemplate/spec/template/spec/containers/0/image", "\"evil\"",
            runs),
        cronJob("makes a CronJob's pods privileged", "spec/jobTemplate/spec/template/spec/hostPID", "true", runs),
        cronJob("runs backups every minute", "spec/schedule", "\"* * * * *\"", when),
        cronJob("moves backups to another time zone", "spec/timeZone", "\"Etc/UTC\"", when),
        cronJob("leaves out late backups", "spec/startingDeadlineSeconds", "1", when),
        cronJob("keeps backups from running side by side", "spec/concurrencyPolicy", "\"Forbid\"", when),
        cronJob("forgets backups", "spec/successfulJobsHistoryLimit", "0", when),
        cronJob("forgets failed backups", "spec/failedJobsHistoryLimit", "0", when),
        cronJob("labels a CronJob", "metadata/labels/app", "\"other\"", about),
        cronJob("notes something on a CronJob", "metadata/annotations/note", "\"other\"", about),
        cronJob("gives a CronJob an owner", "metadata/ownerReferences",
            "[{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"name\":\"x\",\"uid\":\"y\"}]", about),
        cronJob("keeps a CronJob for ever", "metadata/finalizers", "[\"example.org/x\"]", about));
  }

  private static Attack cronJob(String name, String path, String json, String message) {
    return new Attack(name, "UPDATE", "batch", "cronjobs", List.of(), List.of(new Edit(path, json)), message);
  }

  private static List<Attack> attachments() {
    return List.of(new Attack("talks to a program of the service", "CONNECT", "", "pods/attach", List.of(), List.of(),
        "restorebot must attach to its workers on standby, and to no other pod."));
  }

  private static List<Attack> elsewhere() {
    return Stream.of("CREATE  pods", "UPDATE  pods", "DELETE  pods", "CONNECT  pods/exec",
        "CONNECT  pods/proxy", "UPDATE  pods/ephemeralcontainers", "CREATE  pods/binding", "CREATE  pods/eviction",
        "UPDATE  pods/resize", "UPDATE  pods/status", "CREATE  podtemplates", "CREATE  replicationcontrollers",
        "UPDATE  configmaps", "CREATE  secrets", "UPDATE  serviceaccounts", "CREATE  serviceaccounts/token",
        "CREATE  persistentvolumeclaims", "CREATE  persistentvolumes", "UPDATE  namespaces", "UPDATE  nodes",
        "CONNECT  nodes/proxy", "UPDATE apps deployments", "CREATE apps deployments", "CREATE apps daemonsets",
        "UPDATE apps statefulsets", "CREATE apps replicasets", "CREATE apps controllerrevisions",
        "CREATE batch cronjobs",
        "DELETE batch cronjobs", "UPDATE batch cronjobs/status", "UPDATE batch jobs/status",
        "CREATE rbac.authorization.k8s.io rolebindings", "UPDATE rbac.authorization.k8s.io roles",
        "CREATE rbac.authorization.k8s.io clusterrolebindings").map(line -> line.split(" ", 3)).map(
            words -> new Attack(String.join(" ", words), words[0], words[1], words[2], List.of(), List.of(),
                "restorebot must write Jobs, Events, the replicas of workloads and whether CronJobs are suspended, and"
                    + " nothing else."))
        .toList();
  }

  /// Jobs that are refused when they are started.
  private static final class Started {
    private final List<Attack> attacks = new ArrayList<>();
    private String message = "";

    private Started refused(String because) {
      message = because;
      return this;
    }

    /// @param edits paths and what is there, in turn
    private Started by(String name, String... edits) {
      var all = new ArrayList<Edit>();
      for (var at = 0; at < edits.length; at += 2) {
        all.add(new Edit(edits[at], edits[at + 1]));
      }
      attacks.add(new Attack(name, "CREATE", "batch", "jobs", List.of(), all, message));
      return this;
    }
  }
}
