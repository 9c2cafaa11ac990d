package dev.restorebot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.deploy.WorkerContainer.Ended;
import dev.restorebot.files.Digest;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Inspected;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The worker in its image, on the sandbox's PDS volume and backups.
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class WorkerImageTest {
  private static final int OWNER = 1000;
  private static final RunFolder RUN = new RunFolder("r-test");

  private Path folder;
  private SandboxData data;
  private Path volume;
  private WorkerContainer worker;

  @BeforeAll
  void serveTheBackups(@TempDir Path temporary) throws Exception {
    Engine.require(WorkerContainer.IMAGE);
    folder = temporary;
    data = SandboxData.serve(folder.resolve("world"));
  }

  @AfterAll
  void stopServing() throws Exception {
    if (data != null) {
      data.stop();
    }
  }

  @BeforeEach
  void aVolumeOfItsOwner() throws IOException {
    aVolumeOf(OWNER);
  }

  private void aVolumeOf(int owner) throws IOException {
    var home = Files.createTempDirectory(folder, "volume");
    volume = home.resolve("pds-data");
    data.copyVolume(volume, owner);
    worker = new WorkerContainer(volume, home.resolve("termination-log"), owner);
  }

  @Test
  void doesEveryOperation() throws Exception {
    var before = digests();
    var inspected =
        report(Inspected.class,
            new Task.Inspect("pds", new TreeMap<>(SandboxData.FILES), List.of(), OptionalLong.empty()));
    assertThat(inspected.files()).extracting(file -> file.path())
        .containsExactlyInAnyOrderElementsOf(SandboxData.FILES.values());

    var staged = report(Staged.class, data.stage(RUN));
    assertThat(staged.files()).hasSize(3);
    assertThat(RUN.on(volume).resolve("staged/account.sqlite")).exists();

    var replaced = report(Replaced.class, data.replace(RUN));
    assertThat(replaced.live()).allSatisfy(
        file -> assertThat(Digest.of(volume.resolve(file.path()))).isEqualTo(file.digest()));
    assertThat(digests()).doesNotContainEntry("account.sqlite", before.get("account.sqlite"));

    report(Undone.class, new Task.Undo(RUN, List.of(), List.of()));
    assertThat(digests()).isEqualTo(before);

    report(Purged.class, new Task.Purge(RUN, true));
    assertThat(RUN.on(volume)).doesNotExist();
  }

  @Test
  void beginsWithTheClassesThatTheRehearsalFound() throws Exception {
    var ended = worker.work(new Task.Inspect("pds", new TreeMap<>(SandboxData.FILES), List.of(), OptionalLong.empty()),
        SandboxData.KEYS, Map.of("RESTOREBOT_JAVA_OPTS", "-Xlog:class+load"));

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines().filter(line -> line.contains("dev.restorebot.bot.worker.WorkerProcess source:")))
        .singleElement().asString().contains("shared objects file");
  }

  @Test
  void listsEveryLibraryAndItsLicence() {
    var ended = worker.shell("""
        cd /opt/restorebot && test -s LICENSE && ls lib/*.jar | wc -l && grep -c : THIRD-PARTY.txt
        for jar in lib/*.jar; do
          grep -q "$(sha256sum "$jar" | cut -d ' ' -f 1)" sbom.cdx.json || echo "$jar is not listed"
        done
        """);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().lines().distinct()).as("how many libraries, and how many licences").singleElement()
        .asString()
        .containsOnlyDigits();
  }

  /// Git lets branches and files be called anything.
  @Test
  void stagesRepositoriesWithNamesInAnyLanguage() throws Exception {
    var staged = report(Staged.class, data.stageRepository(RUN, "für-bob.txt"));

    assertThat(staged.folders()).extracting(folder -> folder.files()).containsExactly(3L);
    assertThat(RUN.on(volume).resolve("staged/repositories").resolve(SandboxData.REPOSITORY).resolve("für-bob.txt"))
        .exists();
  }

  @Test
  void saysWhichLocaleIsWantedWhereOneLacksLetters() throws Exception {
    var ended = worker.work(data.stageRepository(RUN, "für-bob.txt"), SandboxData.KEYS, Map.of("LC_ALL", "POSIX"));

    assertThat(ended.report()).isEqualTo(new Failed("the name f?r-bob.txt cannot be written in this process's language",
        "set LC_ALL=C.UTF-8 for the worker, as the image does"));
  }

  @ParameterizedTest
  @ValueSource(ints = {OWNER, 1500})
  void leavesFilesThatBelongToTheOwner(int owner) throws Exception {
    aVolumeOf(owner);

    report(Staged.class, data.stage(RUN));

    try (Stream<Path> tree = Files.walk(RUN.on(volume))) {
      assertThat(tree).isNotEmpty().allSatisfy(path -> {
        assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(owner);
        assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(owner);
      });
    }
  }

  @Test
  void failsWithAWrongKeyAndSaysSoToKubernetes() throws Exception {
    var ended = worker.work(data.stage(RUN), new AccessKeys(SandboxData.KEYS.accessKey(), "the-wrong-key"));

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.report()).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).contains(SandboxData.BUCKET));
    assertThat(worker.termination()).content().isEqualTo(ended.out().lines().toList().getLast())
        .contains("\"result\":\"failed\"");
    assertThat(ended.out() + ended.err()).doesNotContain("the-wrong-key");
  }

  @Test
  void cannotWriteAnywhereButToTheVolumeAndTmp() {
    var ended = worker.shell("""
        for folder in / /opt /opt/restorebot /opt/restorebot/app /opt/restorebot/lib /etc /var /usr /root /home /dev \
            /volume /tmp; do
          if [ -d $folder ] && touch $folder/probe 2>/dev/null; then echo $folder; fi
        done""");

    assertThat(ended.out().lines()).containsExactly("/volume", "/tmp");
  }

  @Test
  void runsAsTheOwnerWithoutAnyRight() {
    var ended = worker.shell("id -u; id -g; grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status");

    assertThat(ended.out().lines().map(line -> line.replaceAll("\\s+", " "))).containsExactly("1000", "1000",
        "CapEff: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1");
  }

  @Test
  void namesAUserByNumber() {
    assertThat(Engine.user(WorkerContainer.IMAGE)).isEqualTo("1000:1000");
  }

  private <R extends Report> R report(Class<R> expected, Task task) throws IOException {
    var ended = worker.work(task, SandboxData.KEYS);
    assertThat(ended.report()).isInstanceOf(expected);
    assertThat(ended).extracting(Ended::exitCode, Ended::err).containsExactly(0L, "");
    return expected.cast(ended.report());
  }

  private Map<String, Digest> digests() throws IOException {
    var digests = new TreeMap<String, Digest>();
    for (var file : SandboxData.FILES.values()) {
      digests.put(file, Digest.of(volume.resolve(file)));
    }
    return digests;
  }
}
