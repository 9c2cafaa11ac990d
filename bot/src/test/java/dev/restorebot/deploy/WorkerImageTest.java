package dev.restorebot.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.deploy.WorkerContainer.Ended;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.snapshot.AccessKeys;
import dev.restorebot.snapshot.Digest;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.Report.Failed;
import dev.restorebot.worker.Report.Inspected;
import dev.restorebot.worker.Report.Purged;
import dev.restorebot.worker.Report.Replaced;
import dev.restorebot.worker.Report.Staged;
import dev.restorebot.worker.Report.Undone;
import dev.restorebot.worker.RunFolder;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The worker in its image, on the sandbox's PDS volume and backups.
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class WorkerImageTest {
  private static final int OWNER = 1000;
  private static final String BUCKET = "sandbox-backups";
  private static final String TIMESTAMP = "20260224-020011";
  private static final Map<String, String> FILES = new TreeMap<>(Map.of("account", "account.sqlite", "sequencer",
      "sequencer.sqlite", "did_cache", "did_cache.sqlite"));
  private static final AccessKeys KEYS = new AccessKeys("AKIDTEST", "the-right-key");
  private static final RunFolder RUN = new RunFolder("r-test");

  private Path folder;
  private Path world;
  private S3Proxy server;

  @BeforeAll
  void serveTheBackups(@TempDir Path temporary) throws Exception {
    Engine.require(WorkerContainer.IMAGE);
    folder = temporary;
    world = folder.resolve("world");
    Sandbox.open(world, Main.class.getName()).close();
    server = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(world.resolve("bucket").toString()))
        .endpoint(URI.create("http://0.0.0.0:0"))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.accessKey(), KEYS.secretKey())
        .ignoreUnknownHeaders(true).stopTimeout(0).build();
    server.start();
  }

  private StoreDefinition store(String host) {
    return new StoreDefinition("outside", URI.create("http://" + host + ":" + server.getPort()), "test",
        Addressing.PATH);
  }

  @AfterAll
  void stopServing() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  private WorkerContainer worker;
  private Path volume;

  @BeforeEach
  void aVolumeOfTheOwner() throws IOException {
    var home = Files.createTempDirectory(folder, "volume");
    volume = home.resolve("pds-data");
    copy(world.resolve("volumes/pds-data"), volume);
    worker = new WorkerContainer(volume, home.resolve("termination-log"));
  }

  @Test
  void doesEveryOperation() throws Exception {
    var before = digests();
    var inspected = report(Inspected.class, new Task.Inspect("pds", new TreeMap<>(FILES), OptionalLong.empty()));
    assertThat(inspected.files()).extracting(file -> file.path()).containsExactlyInAnyOrderElementsOf(FILES.values());

    var staged = report(Staged.class, stage());
    assertThat(staged.files()).hasSize(3);
    assertThat(RUN.on(volume).resolve("staged/account.sqlite")).exists();

    var replaced = report(Replaced.class, new Task.Replace(RUN, "pds", parts(),
        Map.of("at", "2026-02-25T08:00:00Z", "margin", "1000")));
    assertThat(replaced.live()).allSatisfy(
        file -> assertThat(Digest.of(volume.resolve(file.path()))).isEqualTo(file.digest()));
    assertThat(digests()).doesNotContainEntry("account.sqlite", before.get("account.sqlite"));

    report(Undone.class, new Task.Undo(RUN));
    assertThat(digests()).isEqualTo(before);

    report(Purged.class, new Task.Purge(RUN));
    assertThat(RUN.on(volume)).doesNotExist();
  }

  @Test
  void leavesFilesThatBelongToTheOwner() throws Exception {
    report(Staged.class, stage());

    try (Stream<Path> tree = Files.walk(RUN.on(volume))) {
      assertThat(tree).isNotEmpty().allSatisfy(path -> {
        assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(OWNER);
        assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(OWNER);
      });
    }
  }

  @Test
  void failsWithAWrongKeyAndSaysSoToKubernetes() throws Exception {
    var ended = worker.work(stage(), new AccessKeys(KEYS.accessKey(), "the-wrong-key"));

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.report()).isInstanceOfSatisfying(Failed.class,
        failed -> assertThat(failed.reason()).contains(BUCKET));
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

  private <R extends Report> R report(Class<R> expected, Task task) throws IOException {
    var ended = worker.work(task, KEYS);
    assertThat(ended.report()).isInstanceOf(expected);
    assertThat(ended).extracting(Ended::exitCode, Ended::err).containsExactly(0L, "");
    return expected.cast(ended.report());
  }

  private Task stage() throws IOException {
    try (var stores = new S3BackupStores()) {
      var bucket = stores.open(store("127.0.0.1"), BUCKET, KEYS);
      var sources = FILES.entrySet().stream().map(entry -> {
        var object = bucket.find(key(entry.getKey())).orElseThrow();
        return new Task.Source(entry.getKey(), entry.getValue(), object, backup(entry.getKey()));
      }).toList();
      return new Task.Stage(RUN, "pds", store(WorkerContainer.MACHINE), BUCKET, sources, OptionalLong.empty());
    }
  }

  private List<Task.Part> parts() {
    return FILES.entrySet().stream()
        .map(entry -> new Task.Part(entry.getKey(), entry.getValue(), backup(entry.getKey()))).toList();
  }

  private Digest backup(String database) {
    return digest(world.resolve("bucket").resolve(BUCKET).resolve(key(database)));
  }

  private static String key(String database) {
    return "pds/db/" + database + "-" + TIMESTAMP + ".sqlite";
  }

  private Map<String, Digest> digests() {
    var digests = new TreeMap<String, Digest>();
    FILES.values().forEach(file -> digests.put(file, digest(volume.resolve(file))));
    return digests;
  }

  private static Digest digest(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (var path : tree.toList()) {
        var copy = Files.copy(path, to.resolve(from.relativize(path).toString()));
        own(copy);
      }
    }
  }

  private static void own(Path path) throws IOException {
    try {
      Files.setAttribute(path, "unix:uid", OWNER);
      Files.setAttribute(path, "unix:gid", OWNER);
    } catch (FileSystemException e) {
      abort("Only root can make a volume that belongs to user " + OWNER + ", so the image is not tested: "
          + e.getReason());
    }
  }
}
