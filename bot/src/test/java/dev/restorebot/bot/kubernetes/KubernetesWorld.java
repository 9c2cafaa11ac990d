package dev.restorebot.bot.kubernetes;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.KubernetesAccess;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.kubernetes.KubernetesSymptoms;
import dev.restorebot.kubernetes.Permissions;
import dev.restorebot.kubernetes.Rule;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1beta1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The sandbox's world with its service in a real cluster: backups, relay and volume as in the sandbox; the workload, its Secret,
/// claim and CronJob in a namespace of the API server, where a [Kubelet] runs the service and the workers. The bot is a service
/// account that may do what [Permissions] say.
public final class KubernetesWorld implements AutoCloseable {
  private static final int SECONDS = 60;

  private final TestCluster cluster = TestCluster.open();
  private final SandboxService which;
  private final Sandbox sandbox;
  private final Kubelet kubelet;
  private final TestAccount account = cluster.account("restorebot");
  private final Requests requests = new Requests();
  private final KubernetesClient client;

  private KubernetesWorld(SandboxService which, Sandbox sandbox, Node node) throws IOException {
    this.which = which;
    this.sandbox = sandbox;
    stop();
    var file = sandbox.configuration();
    Files.writeString(file, Files.readString(file).replace("namespace: " + name(), "namespace: " + namespace()));
    kubelet = cluster.kubelet().entrypoint(Entrypoint.of(node.job())).startsPodsIn(node.podStart())
        .claim(claim(), sandbox.volume(which)).standIn(new Service()).start();
    client = KubernetesClients.fromKubeconfig(account.kubeconfig(),
        builder -> builder.withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("requests", requests)));
  }

  /// The node on which pods run.
  ///
  /// @param job what starts a worker
  /// @param podStart how long a pod takes until it runs
  record Node(List<String> job, Duration podStart) {
    /// One that is as quick as it can be.
    static final Node QUICK = new Node(Worlds.job(), Duration.ZERO);

    /// As on a small node with containerd, from the binding to the first line of the program.
    static final Duration USUAL_START = Duration.ofMillis(1500);

    /// A small one, on which pods take [#USUAL_START], and workers have the compiler of the image.
    static Node usual() {
      return new Node(Worlds.jobAsInTheImage(), USUAL_START);
    }
  }

  /// Makes a world of `service` in `folder`, on that node.
  static KubernetesWorld open(SandboxService service, Path folder, Node node) {
    var world = folder.resolve("world");
    return open(service, service.equals(SandboxService.PDS) ? Worlds.open(world) : Worlds.openKnot(world), node);
  }

  /// Makes a world in `folder` and returns when its PDS is up.
  public static KubernetesWorld open(Path folder) {
    return open(SandboxService.PDS, folder, Node.QUICK);
  }

  /// The same with a knot.
  static KubernetesWorld openKnot(Path folder) {
    return open(SandboxService.KNOT, folder, Node.QUICK);
  }

  private static KubernetesWorld open(SandboxService which, Sandbox sandbox, Node node) {
    try {
      var world = new KubernetesWorld(which, sandbox, node);
      world.create();
      return world;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start() {
    sandbox.program(which).start();
  }

  private void stop() {
    sandbox.program(which).stop();
  }

  /// What the service is called, and its workload, and in the sandbox its namespace.
  String name() {
    return which.label();
  }

  private String claim() {
    return name() + "-data";
  }

  private String secret() {
    return name() + "-s3-credentials";
  }

  /// The name of the CronJob that backs it up.
  String backup() {
    return name() + "-backup";
  }

  /// It runs while a pod of the workload does.
  private final class Service implements StandIn {
    @Override
    public void onStart(Pod pod) {
      if (isOfWorkload(pod)) {
        start();
      }
    }

    @Override
    public void onStop(Pod pod) {
      if (isOfWorkload(pod)) {
        stop();
      }
    }

    private boolean isOfWorkload(Pod pod) {
      return Pods.labelled("app", name()).test(pod);
    }
  }

  private void create() {
    var keys = sandbox.cluster();
    admin().resource(new SecretBuilder().withNewMetadata().withNamespace(namespace()).withName(secret())
        .endMetadata().withStringData(Map.of("access-key",
            keys.secret(name(), secret(), "access-key").orElseThrow(), "secret-key",
            keys.secret(name(), secret(), "secret-key").orElseThrow()))
        .build()).create();
    admin().resource(new PersistentVolumeClaimBuilder().withNewMetadata().withNamespace(namespace())
        .withName(claim()).endMetadata().withNewSpec().withAccessModes("ReadWriteMany").withNewResources()
        .withRequests(Map.of("storage", new Quantity("100Gi"))).endResources().endSpec().build()).create();
    admin().resource(new CronJobBuilder().withNewMetadata().withNamespace(namespace()).withName(backup())
        .endMetadata().withNewSpec().withSchedule("0 2 1 1 *").withNewJobTemplate().withNewSpec().withNewTemplate()
        .withNewSpec().withRestartPolicy("Never").addNewContainer().withName("backup").withImage("backup")
        .endContainer()
        .endSpec().endTemplate().endSpec().endJobTemplate().endSpec().build()).create();
    admin().resource(workload()).create();
    admin().apps().deployments().inNamespace(namespace()).withName(name()).waitUntilCondition(
        deployment -> deployment != null && Integer.valueOf(1).equals(deployment.getStatus().getAvailableReplicas()),
        SECONDS, TimeUnit.SECONDS);
  }

  private Deployment workload() {
    var labels = Map.of("app", name());
    return new DeploymentBuilder().withNewMetadata().withNamespace(namespace()).withName(name()).endMetadata()
        .withNewSpec().withReplicas(1).withNewStrategy().withType("Recreate").endStrategy().withNewSelector()
        .withMatchLabels(labels).endSelector().withNewTemplate().withNewMetadata().withLabels(labels).endMetadata()
        .withNewSpec().addNewContainer().withName(name()).withImage(name()).addNewVolumeMount().withName("data")
        .withMountPath(service().volume().mountedAt()).endVolumeMount().endContainer().addNewVolume().withName("data")
        .withNewPersistentVolumeClaim().withClaimName(claim()).endPersistentVolumeClaim().endVolume().endSpec()
        .endTemplate().endSpec().build();
  }

  /// Lets the bot do what a restore needs, and nothing else.
  public void grant() {
    account.grant(namespace(), rules(granted()));
  }

  /// Binds the claim to a volume of its own, as a provisioner would.
  void bindClaim() {
    var name = "volume-of-" + namespace();
    admin().resource(new PersistentVolumeBuilder().withNewMetadata().withName(name).endMetadata().withNewSpec()
        .withAccessModes("ReadWriteMany").withCapacity(Map.of("storage", new Quantity("100Gi")))
        .withPersistentVolumeReclaimPolicy("Delete").withNewCsi().withDriver("csi.test").withVolumeHandle(name).endCsi()
        .withNewClaimRef().withNamespace(namespace()).withName(claim()).endClaimRef().endSpec().build()).create();
    admin().persistentVolumeClaims().inNamespace(namespace()).withName(claim())
        .waitUntilCondition(claim -> name.equals(claim.getSpec().getVolumeName()), SECONDS, TimeUnit.SECONDS);
    admin().persistentVolumes().withName(name).delete();
  }

  /// The service as it is configured.
  public ServiceDefinition service() {
    return ConfigurationReader.read(sandbox.configuration()).catalogue().service(new ServiceName(name())).orElseThrow();
  }

  /// Takes one permission away again; returns when the server holds to it.
  ///
  /// @param resource with its subresource: `deployments/scale`
  public void withhold(String verb, String resource) {
    var left = granted().stream()
        .filter(rule -> !(rule.verb().equals(verb) && rule(rule).getResources().contains(resource))).toList();
    account.revoke(namespace());
    account.grant(namespace(), rules(left));
  }

  private List<Rule> granted() {
    var all = new ArrayList<>(Permissions.of(service()));
    all.addAll(Permissions.ofTheDiagnosis(namespace()));
    all.addAll(Permissions.ofTheStandby(namespace()));
    return all;
  }

  private static List<PolicyRule> rules(List<Rule> rules) {
    return rules.stream().map(KubernetesWorld::rule).toList();
  }

  static PolicyRule rule(Rule rule) {
    var granted = new PolicyRuleBuilder().withApiGroups(rule.group()).withVerbs(rule.verb())
        .withResources(rule.resource() + (rule.subresource().isEmpty() ? "" : "/" + rule.subresource()));
    return (rule.name().isEmpty() ? granted : granted.withResourceNames(rule.name())).build();
  }

  /// What the bot sees of the cluster.
  public KubernetesCluster bot() {
    return bot(client);
  }

  private static KubernetesCluster bot(KubernetesClient client) {
    return new KubernetesCluster(client, JobSettings.DEFAULT.with("restorebot"), InstantSource.system());
  }

  /// Where the bot is at work. What runs in a pod of the workload is asked as in the sandbox; [KubernetesInsideTest] asks through
  /// the API server.
  Place place() {
    return place(client);
  }

  /// The same, where the bot talks to the API server through `client`.
  Place place(KubernetesClient client) {
    var there = Place.in(sandbox).with(bot(client));
    return new Place(there.journal(), there.scratch(), there.reader(), there.cluster(),
        (ref, port) -> there.inside().visit(new WorkloadRef(name(), ref.kind(), ref.name()), port),
        new KubernetesSymptoms(client), there.limits(), there.jobs(),
        there.pause(), there.time(), there.ids(), there.keys());
  }

  /// The same place with the time of this machine, for whoever measures.
  static Place inRealTime(Place there) {
    return new Place(there.journal(), there.scratch(), there.reader(), there.cluster(), there.inside(),
        there.symptoms(), there.limits(), there.jobs(), there.pause(), Wiring.machineTime().now(), there.ids(),
        there.keys());
  }

  /// What the bot sees of its permissions.
  public KubernetesAccess access() {
    return new KubernetesAccess(client);
  }

  /// All that the bot has asked of the API server, in the words of RBAC.
  Set<String> asked() {
    return requests.made();
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public Kubelet kubelet() {
    return kubelet;
  }

  public TestAccount account() {
    return account;
  }

  public TestCluster cluster() {
    return cluster;
  }

  public KubernetesClient admin() {
    return cluster.admin();
  }

  public String namespace() {
    return cluster.namespace();
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
    sandbox.remove();
  }
}
