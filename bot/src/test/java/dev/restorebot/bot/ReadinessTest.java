package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.cluster.Access;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.Permission;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a restore needs is looked for where it would be looked for in a restore, and told with the next move.
class ReadinessTest {
  @TempDir
  private Path folder;
  private Sandbox world;
  private List<Permission> withoutStandby = List.of();
  private List<Permission> denied = List.of();
  private boolean shared = true;
  private Optional<List<String>> options = Optional.of(List.of("cache-size=1024"));

  @BeforeEach
  void open() {
    world = Sandbox.open(folder, Main.class.getName());
  }

  @AfterEach
  void remove() {
    world.remove();
  }

  private final Access access = new Access() {
    @Override
    public List<Permission> missing(ServiceDefinition service) {
      return denied;
    }

    @Override
    public List<Permission> missingForDiagnosis(ServiceDefinition service) {
      return List.of();
    }

    @Override
    public List<Permission> missingForStandby(ServiceDefinition service) {
      return withoutStandby;
    }

    @Override
    public List<Permission> missingInside(ServiceDefinition service) {
      return List.of(new Permission("get", "pods/portforward", "pds", "ask the service inside its pod"));
    }

    @Override
    public String self() {
      return "system:serviceaccount:restorebot:restorebot";
    }

    @Override
    public boolean shared(String namespace, String claim) {
      return shared;
    }

    @Override
    public Optional<List<String>> mountOptions(String namespace, String claim) {
      return options;
    }
  };

  private List<Requirement> look(String... replaced) throws IOException {
    return Wiring.readiness(configuration(replaced), new Connection(world.cluster(), access, world.inside(),
        world.symptoms(), JobSettings.DEFAULT, world.clock(), () -> {
        })).getOrDefault(new ServiceName("pds"), List.of());
  }

  private Configuration configuration(String... replaced) throws IOException {
    var text = Files.readString(world.configuration());
    for (var index = 0; index < replaced.length; index += 2) {
      assertThat(text).contains(replaced[index]);
      text = text.replace(replaced[index], replaced[index + 1]);
    }
    return ConfigurationReader.read(Files.writeString(folder.resolve("changed.yaml"), text));
  }

  private static List<String> not(Status there, List<Requirement> requirements) {
    return requirements.stream().filter(requirement -> requirement.status() != there)
        .map(requirement -> requirement.status() + " " + requirement.what() + ": " + requirement.detail()).toList();
  }

  @Test
  void findsEverythingInAWorldThatIsWhole() throws IOException {
    var requirements = look();

    assertThat(not(Status.THERE, requirements)).isEmpty();
    assertThat(requirements).extracting(Requirement::what).extracting(what -> what.replaceAll("\\d+$", "PORT"))
        .containsExactly("permissions", "workload pds/deployment/pds", "volume claim pds-data", "CronJob pds-backup",
            "Secret pds-s3-credentials, entry access-key", "Secret pds-s3-credentials, entry secret-key",
            "bucket sandbox-backups of sandbox", "PDS http://127.0.0.1:PORT", "relay http://127.0.0.1:PORT");
  }

  @Test
  void saysWhatItCostsThatAWorkerOnStandbyCannotBeToldAnything() throws IOException {
    withoutStandby = List.of(new Permission("create", "pods/attach", "pds", "tell a worker that waits what to do"));

    assertThat(look()).filteredOn(requirement -> requirement.status() == Status.DOUBTFUL).singleElement()
        .satisfies(requirement -> {
          assertThat(requirement.detail()).contains("pods/attach", "not granted");
          assertThat(requirement.next()).contains("A restore goes without, and the service is down for longer");
        });
  }

  @Test
  void namesEachThingThatIsMissing() throws IOException {
    denied = List.of(new Permission("patch", "deployments.apps/scale", "pds", "stop and start the service"));
    var requirements = look("accessKey: access-key", "accessKey: session-key", "claim: pds-data", "claim: other-data",
        "workload: deployment/pds", "workload: deployment/sdp");

    assertThat(not(Status.THERE, requirements)).containsExactly(
        "MISSING permission: patch deployments.apps/scale in namespace pds, to stop and start the service: not granted",
        "MISSING workload pds/deployment/sdp: there is none of that name",
        "MISSING volume claim other-data: there is none in namespace pds",
        "MISSING Secret pds-s3-credentials, entry session-key: the Secret is not in namespace pds, or has no such entry");
    assertThat(requirements).filteredOn(requirement -> requirement.status() == Status.MISSING)
        .noneMatch(requirement -> requirement.next().isEmpty());
  }

  @Test
  void warnsOfWhatMayGoWrongInARestore() throws IOException {
    options = Optional.of(List.of("writeback", "--all-squash=1000"));
    shared = false;
    world.cluster().setCronJob("pds", "pds-backup", CronJob.SUSPENDED);

    assertThat(not(Status.THERE, look())).containsExactly(
        "DOUBTFUL volume claim pds-data: only one node can mount it at a time, and while the service runs that is the"
            + " service's",
        "DOUBTFUL volume claim pds-data: is mounted with `writeback`: what is written may be on one node alone for a"
            + " while, after fsync too",
        "DOUBTFUL volume claim pds-data: is mounted with `--all-squash=1000`, which changes whom files belong to",
        "DOUBTFUL CronJob pds-backup: suspended: no backups are being made");
  }

  @Test
  void missesThePasswordOfACanary() throws IOException {
    assertThat(not(Status.THERE,
        look("    pds: {", "    pds: { canary: { handle: canary.test, passwordSecret: pds-canary },")))
        .containsExactly(
            "MISSING Secret pds-canary, entry password: the Secret is not in namespace pds, or has no such entry");
  }

  @Test
  void saysThatAVolumeCannotBeWritten() throws IOException {
    options = Optional.of(List.of("ro"));

    assertThat(not(Status.THERE, look())).containsExactly("MISSING volume claim pds-data: is mounted read-only");
  }

  @Test
  void looksAtTheRestWhereAStoreDoesNotAnswer() throws IOException {
    world.happen(Fault.Plain.S3_WRONG_KEYS);

    assertThat(not(Status.THERE, look())).singleElement().asString()
        .startsWith("MISSING bucket sandbox-backups of sandbox: ");
  }

  @Test
  void asksAKnotForWhatItsRestoreNeeds() throws IOException {
    var requirements =
        look("kind: pds", "kind: knot", "        sequencer:", "        # sequencer:", "        did_cache:",
            "        # did_cache:", "      schedule:",
            "      mirrors: { all: { prefix: knot/, folder: repositories } }\n      schedule:",
            "    pds: { url", "    knot: { container: pds, url", ", relays", "} # relays");

    assertThat(not(Status.THERE, requirements)).extracting(text -> text.replaceAll("127.0.0.1:\\d+", "URL"))
        .satisfiesExactly(
            inside -> assertThat(inside)
                .isEqualTo("DOUBTFUL permission: get pods/portforward in namespace pds, to ask the"
                    + " service inside its pod: not granted"),
            up -> assertThat(up).isEqualTo("MISSING knot http://URL: it does not tell its version (HTTP 400): is the"
                + " configured URL the knot's own?"),
            ssh -> assertThat(ssh)
                .startsWith("DOUBTFUL SSH host key: pds.sandbox.test:22, where people push to, could not be"
                    + " asked from here: "));
    assertThat(requirements).extracting(Requirement::what).contains("bucket sandbox-backups of sandbox");
  }
}
