package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Note;
import dev.restorebot.cluster.Permission;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.KubernetesAccess;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.kubernetes.Permissions;
import dev.restorebot.kubernetes.Rule;
import dev.restorebot.service.Backups;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.Timeouts;
import dev.restorebot.service.VolumeDefinition;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class AccessTest {
  @TempDir
  private Path volume;

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);
  private final TestAccount account = test.account("restorebot");
  @AutoClose
  private final KubernetesClient client = KubernetesClients.fromKubeconfig(account.kubeconfig());
  private final ServiceDefinition pds = service();

  /// Where they cannot, no worker is kept waiting.
  @Test
  void saysWhetherWorkersCanBeToldAnything() {
    var cluster = new KubernetesCluster(client, JobSettings.DEFAULT, InstantSource.system());
    assertThat(cluster.tells(test.namespace())).isFalse();
    assertThat(new KubernetesAccess(client).missingForStandby(pds)).hasSize(2);

    account.grant(test.namespace(),
        Permissions.ofTheStandby(test.namespace()).stream().map(AccessTest::policy).toList());

    assertThat(cluster.tells(test.namespace())).isTrue();
  }

  @Test
  void missesNothingOfWhatItWasGranted() {
    grant(_ -> true);

    assertThat(new KubernetesAccess(client).missing(pds)).isEmpty();
  }

  @Test
  void namesEachPermissionThatIsMissing() {
    grant(rule -> !rule.subresource().equals("scale") && !rule.resource().equals("secrets"));

    assertThat(new KubernetesAccess(client).missing(pds)).extracting(Permission::toString).containsExactly(
        "patch deployments.apps/scale pds in namespace " + test.namespace() + ", to stop and start the service",
        "get secrets keys in namespace " + test.namespace() + ", to read the keys to the backups");
  }

  @Test
  void namesWhatItTakesToAskInsideAPodApartFromTheRest() {
    var inside = Permissions.ofTheInside(test.namespace()).stream().map(AccessTest::policy).toList();
    account.grant(test.namespace(), inside.subList(0, 1));
    assertThat(new KubernetesAccess(client).missingInside(pds)).extracting(Permission::toString).containsExactly(
        "get pods/portforward in namespace " + test.namespace() + ", to ask the service inside its pod");

    account.grant(test.namespace(), inside);

    assertThat(new KubernetesAccess(client).missingInside(pds)).isEmpty();
  }

  @Test
  void namesWhatADiagnosisGoesWithoutApartFromTheRest() {
    grant(_ -> true);
    assertThat(new KubernetesAccess(client).missingForDiagnosis(pds)).extracting(Permission::toString).containsExactly(
        "list events in namespace " + test.namespace() + ", to see what the cluster warns of");

    account.grant(test.namespace(),
        Permissions.ofTheDiagnosis(test.namespace()).stream().map(AccessTest::policy).toList());

    assertThat(new KubernetesAccess(client).missingForDiagnosis(pds)).isEmpty();
  }

  @Test
  void doesItsWorkWithNothingBeyondThat() throws Exception {
    grant(_ -> true);
    installation.claim();
    var cluster = new KubernetesCluster(client, Installation.SETTINGS, InstantSource.system(), Installation.PATIENCE);
    var id = installation.id("stage", "r-7k2m4q");
    try (var _ = test.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).claim("data", volume)
        .start()) {
      new Scripts(test).deploy("pds");
      cluster.awaitReady(pds.workload(), 1, Duration.ofSeconds(30));
      cluster.scale(pds.workload(), 0);
      cluster.note(pds.workload(), "r-7k2m4q", Note.STOPPED);
      cluster.awaitUnused(pds.workload(), "data", Duration.ofSeconds(30));
      assertThat(cluster.secret(test.namespace(), "keys", "access-key")).isEmpty();
      assertThat(cluster.cronJob(test.namespace(), "backup")).isEmpty();

      cluster.start(installation.job(id, "echo one; while [ ! -e $RESTOREBOT_VOLUME/go ]; do sleep 0.1; done"));
      cluster.follow(id, _ -> assertThat(volume.resolve("go").toFile().mkdir()).isTrue());

      assertThat(cluster.output(id, Duration.ofSeconds(30))).containsExactly("one");
      cluster.delete(id);
    }
  }

  @Test
  void saysWhichPermissionIsMissingWhenItIsRefused() {
    grant(rule -> !rule.subresource().equals("scale"));
    new Scripts(test).deploy("pds");
    var cluster = new KubernetesCluster(client, Installation.SETTINGS, InstantSource.system());

    assertThatThrownBy(() -> cluster.scale(pds.workload(), 0)).isInstanceOf(ClusterException.class).hasMessage(
        "could not scale the deployment " + test.namespace() + "/pds to 0: " + account.user()
            + " lacks the permission to patch deployments.apps/scale in namespace " + test.namespace()
            + "; grant it that");
  }

  @Test
  void readsTheMountOptionsOfAVolumeIfItMay() {
    grant(_ -> true);
    assertThat(new KubernetesAccess(installation.client()).mountOptions(test.namespace(), "data")).isEmpty();

    installation.claim();

    assertThat(new KubernetesAccess(installation.client()).mountOptions(test.namespace(), "data"))
        .contains(List.of("cache-size=100", "writeback", "trash-days=3"));
    assertThat(new KubernetesAccess(client).shared(test.namespace(), "other")).isFalse();
    assertThat(new KubernetesAccess(client).mountOptions(test.namespace(), "data")).isEmpty();
  }

  private void grant(Predicate<Rule> which) {
    account.grant(test.namespace(), Permissions.of(pds).stream().filter(which).map(AccessTest::policy).toList());
  }

  private static PolicyRule policy(Rule rule) {
    var resource = rule.resource() + (rule.subresource().isEmpty() ? "" : "/" + rule.subresource());
    var policy = TestAccount.rule(rule.group(), resource, rule.verb());
    return rule.name().isEmpty() ? policy : policy.edit().withResourceNames(rule.name()).build();
  }

  private ServiceDefinition service() {
    var store = new StoreDefinition("store", URI.create("http://localhost:9000"), "x", StoreDefinition.Addressing.PATH);
    var backups = new Backups(store, "backups", new CredentialsRef("keys", "access-key", "secret-key"),
        List.of(new DatabaseDefinition("account", KeyTemplate.parse("pds/db/account-{timestamp}.sqlite"),
            "account.sqlite", DatabaseDefinition.Need.REQUIRED)),
        List.of(),
        Schedule.NONE, List.of("backup"), Backups.DEFAULT_TOLERANCE);
    return new ServiceDefinition(new ServiceName("pds"), "pds", null, installation.deployment("pds"),
        new VolumeDefinition("data", 1000, 1000, "/pds", OptionalInt.empty()), backups, Timeouts.DEFAULT,
        Schedule.NONE);
  }
}
