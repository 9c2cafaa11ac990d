package dev.restorebot.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.audit.Keyring;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.kubernetes.Permissions;
import dev.restorebot.kubernetes.Rule;
import dev.restorebot.service.ServiceDefinition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What each overlay would put into a cluster.
@ParameterizedClass
@MethodSource("dev.restorebot.deploy.Overlay#folders")
class OverlayTest {
  private static final String HOME = "restorebot";

  private final Path folder;
  @TempDir
  private Path temporary;
  private Overlay overlay;

  OverlayTest(Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void build() throws Exception {
    Kubectl.require();
    overlay = Overlay.build(folder);
  }

  @Test
  void theBotHasNoRightOnItsNode() {
    var pod = overlay.only(Deployment.class).getSpec().getTemplate().getSpec();
    var container = pod.getContainers().getFirst();

    assertThat(pod.getContainers()).hasSize(1);
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1000);
    assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(1000);
    assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(1000);
    assertThat(pod.getSecurityContext().getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
  }

  @Test
  void theBotIsBoundedAndAskedHowItIs() {
    var container =
        overlay.only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();

    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(container.getArgs()).containsExactly("serve", "--listen", "8080");
    assertThat(container.getEnv()).extracting(EnvVar::getName).containsExactlyInAnyOrder("POD_NAME", "POD_NAMESPACE",
        "RESTOREBOT_CONFIG", "RESTOREBOT_STATE", "RESTOREBOT_SOCKET", Keyring.OWN, Keyring.FORMER,
        "RESTOREBOT_ANCHOR_ACCESS_KEY", "RESTOREBOT_ANCHOR_SECRET_KEY", "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET");
  }

  @Test
  void theBotStartsWithoutSlacksSecretToo() {
    var container = overlay.only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();

    assertThat(container.getEnv()).filteredOn(variable -> variable.getName().startsWith("SLACK_")).hasSize(3)
        .allSatisfy(variable -> {
          assertThat(variable.getValue()).isNull();
          assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("restorebot-slack");
          assertThat(variable.getValueFrom().getSecretKeyRef().getOptional()).isTrue();
        });
  }

  @Test
  void theRecordIsSignedWhereThereIsASecretWithAKey() {
    var container = overlay.only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();

    assertThat(container.getEnv())
        .filteredOn(variable -> List.of(Keyring.OWN, Keyring.FORMER).contains(variable.getName())).hasSize(2)
        .allSatisfy(variable -> {
          assertThat(variable.getValue()).isNull();
          assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("restorebot-signing-key");
          assertThat(variable.getValueFrom().getSecretKeyRef().getOptional()).isTrue();
        });
  }

  @Test
  void theKeysOfTheAnchorComeFromASecretOfTheirOwn() {
    var container = overlay.only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();

    assertThat(container.getEnv()).filteredOn(variable -> variable.getName().startsWith("RESTOREBOT_ANCHOR_"))
        .hasSize(2)
        .allSatisfy(variable -> {
          assertThat(variable.getValue()).isNull();
          assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("restorebot-anchor");
          assertThat(variable.getValueFrom().getSecretKeyRef().getOptional()).isTrue();
        });
  }

  @Test
  void whatTheBotWritesHasItsPlace() {
    var pod = overlay.only(Deployment.class).getSpec().getTemplate().getSpec();

    assertThat(pod.getContainers().getFirst().getVolumeMounts()).extracting(VolumeMount::getMountPath)
        .containsExactlyInAnyOrder("/etc/restorebot", "/var/lib/restorebot", "/tmp");
    assertThat(volume(pod, "/tmp").getEmptyDir().getSizeLimit()).isGreaterThan(new Quantity("0"));
    assertThat(volume(pod, "/var/lib/restorebot").getPersistentVolumeClaim().getClaimName())
        .isEqualTo(overlay.only(PersistentVolumeClaim.class).getMetadata().getName());
    assertThat(volume(pod, "/etc/restorebot").getConfigMap().getName())
        .isEqualTo(overlay.only(ConfigMap.class).getMetadata().getName());
  }

  private static Volume volume(PodSpec pod, String mountPath) {
    var mount = pod.getContainers().getFirst().getVolumeMounts().stream()
        .filter(candidate -> candidate.getMountPath().equals(mountPath)).findFirst().orElseThrow();
    return pod.getVolumes().stream().filter(volume -> volume.getName().equals(mount.getName())).findFirst()
        .orElseThrow();
  }

  @Test
  void theJournalHasOneWriter() {
    var deployment = overlay.only(Deployment.class).getSpec();

    assertThat(deployment.getReplicas()).isEqualTo(1);
    assertThat(deployment.getStrategy().getType()).isEqualTo("Recreate");
    assertThat(overlay.only(PersistentVolumeClaim.class).getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
  }

  @Test
  void onlyTheBotsOwnPodGetsItsToken() {
    var account = overlay.only(ServiceAccount.class);
    var pod = overlay.only(Deployment.class).getSpec().getTemplate().getSpec();

    assertThat(account.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getServiceAccountName()).isEqualTo(account.getMetadata().getName());
    assertThat(pod.getAutomountServiceAccountToken()).isTrue();
  }

  @Test
  void everyNamespaceOfTheConfigurationHasARoleAndNoOther() throws IOException {
    var namespaces = Stream.concat(services().stream().map(ServiceDefinition::namespace), Stream.of(HOME)).toList();

    assertThat(overlay.all(Role.class)).extracting(role -> role.getMetadata().getNamespace())
        .containsExactlyInAnyOrderElementsOf(namespaces);
    assertThat(overlay.all(Namespace.class)).extracting(namespace -> namespace.getMetadata().getName())
        .containsExactly(HOME);
  }

  @Test
  void everyRoleIsBoundToTheBotAndToNobodyElse() {
    var bot = new Subject(null, "ServiceAccount", overlay.only(ServiceAccount.class).getMetadata().getName(), HOME);

    assertThat(overlay.all(RoleBinding.class)).hasSameSizeAs(overlay.all(Role.class)).allSatisfy(binding -> {
      assertThat(binding.getSubjects()).containsExactly(bot);
      assertThat(overlay.all(Role.class)).anyMatch(
          role -> role.getMetadata().getNamespace().equals(binding.getMetadata().getNamespace())
              && role.getMetadata().getName().equals(binding.getRoleRef().getName()));
    });
    assertThat(overlay.only(ClusterRoleBinding.class).getSubjects()).containsExactly(bot);
    assertThat(overlay.only(ClusterRoleBinding.class).getRoleRef().getName())
        .isEqualTo(overlay.only(ClusterRole.class).getMetadata().getName());
  }

  @Test
  void aRoleReadsTheSecretsOfItsServicesAndNoOther() throws IOException {
    var configured = services().stream().collect(groupingBy(ServiceDefinition::namespace,
        mapping(service -> service.backups().credentials().secret(), toSet())));

    for (var role : overlay.all(Role.class)) {
      var secrets = role.getRules().stream().filter(rule -> rule.getResources().contains("secrets")).toList();
      assertThat(secrets).allSatisfy(rule -> {
        assertThat(rule.getResources()).containsExactly("secrets");
        assertThat(rule.getVerbs()).containsExactly("get");
        assertThat(rule.getResourceNames()).isNotEmpty();
      });
      assertThat(secrets.stream().flatMap(rule -> rule.getResourceNames().stream()).collect(toSet()))
          .isEqualTo(configured.getOrDefault(role.getMetadata().getNamespace(), Set.of()));
    }
    assertThat(overlay.only(ClusterRole.class).getRules()).noneMatch(rule -> rule.getResources().contains("secrets"));
  }

  @Test
  void noRuleHasAWildcard() {
    assertThat(rules()).isNotEmpty().allSatisfy(
        rule -> assertThat(Stream.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs())
            .flatMap(Collection::stream)).isNotEmpty().noneMatch(word -> word.contains("*")));
    assertThat(rules()).allMatch(rule -> rule.getNonResourceURLs().isEmpty());
  }

  @Test
  void grantsWhatIsUsedAndNothingElse() throws IOException {
    var used = Stream.of(services().stream().flatMap(service -> Permissions.of(service).stream()),
        services().stream().flatMap(service -> Permissions.ofTheDiagnosis(service.namespace()).stream()),
        services().stream().flatMap(service -> Permissions.ofTheStandby(service.namespace()).stream()),
        knots().flatMap(knot -> Permissions.ofTheInside(knot.namespace()).stream()), Permissions.ofTheCheck().stream(),
        Permissions.ofTheProgram(HOME).stream()).flatMap(Function.identity());

    var granted = Stream.concat(
        overlay.all(Role.class).stream().flatMap(role -> granted(role.getMetadata().getNamespace(), role.getRules())),
        overlay.all(ClusterRole.class).stream().flatMap(role -> granted("", role.getRules())));

    assertThat(granted).containsExactlyInAnyOrderElementsOf(
        used.map(rule -> rule.verb() + " " + rule.what() + " in " + rule.namespace()).distinct().toList());
  }

  private static Stream<String> granted(String namespace, List<PolicyRule> rules) {
    return rules.stream().flatMap(rule -> rule.getVerbs().stream().flatMap(verb -> rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().flatMap(resource -> names(rule)
            .map(name -> verb + " " + what(group, resource, name) + " in " + namespace)))));
  }

  private static Stream<String> names(PolicyRule rule) {
    return rule.getResourceNames().isEmpty() ? Stream.of("") : rule.getResourceNames().stream();
  }

  private static String what(String group, String resource, String name) {
    var parts = resource.split("/", 2);
    return new Rule("", group, parts[0], parts.length == 1 ? "" : parts[1], name, "", "").what();
  }

  @Test
  void everyRuleSaysWhatFor() throws IOException {
    var rules = 0;
    for (var file : overlay.sources().stream().filter(OverlayTest::grants).toList()) {
      var lines = Files.readAllLines(file);
      var starts = IntStream.range(0, lines.size()).filter(line -> lines.get(line).startsWith("  - apiGroups:"));
      for (var start : starts.toArray()) {
        assertThat(lines.get(start - 1)).as(file + " line " + start).matches(" {2}# .*[.]");
        rules++;
      }
    }
    assertThat(rules).isEqualTo(rules().size());
  }

  private static boolean grants(Path file) {
    return file.getFileName().toString().startsWith("rbac");
  }

  @Test
  void theNetworkIsClosedButForAFewPorts() {
    var policy = overlay.only(NetworkPolicy.class).getSpec();

    assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getPodSelector().getMatchLabels())
        .isEqualTo(overlay.only(Deployment.class).getSpec().getSelector().getMatchLabels());
    assertThat(policy.getIngress()).flatExtracting(rule -> rule.getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsExactly(8080);
    assertThat(policy.getEgress()).allMatch(rule -> !rule.getPorts().isEmpty());
    assertThat(policy.getEgress()).flatExtracting(rule -> rule.getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsOnly(53, 443, 6443);
  }

  private List<PolicyRule> rules() {
    return Stream.concat(overlay.all(Role.class).stream().flatMap(role -> role.getRules().stream()),
        overlay.all(ClusterRole.class).stream().flatMap(role -> role.getRules().stream())).toList();
  }

  private Stream<ServiceDefinition> knots() throws IOException {
    return services().stream().filter(service -> service.kind().equals("knot"));
  }

  private Collection<ServiceDefinition> services() throws IOException {
    return configuration().catalogue().services().values();
  }

  /// Read from what would be mounted, as the bot reads it.
  private Configuration configuration() throws IOException {
    Map<String, String> data = overlay.only(ConfigMap.class).getData();
    assertThat(data).containsOnlyKeys("restorebot.yaml");
    return ConfigurationReader.read(
        Files.writeString(temporary.resolve("restorebot.yaml"), data.values().iterator().next()));
  }
}
