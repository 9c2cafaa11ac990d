package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsFixture;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.store.FolderStore;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Task.Inspect;
import dev.restorebot.worker.Task.OfRun;
import dev.restorebot.worker.Task.Purge;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.Task.Stage;
import dev.restorebot.worker.Task.Undo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// A volume with a PDS that was killed, a bucket with a backup of it, and the tasks of one run between the two.
record Bench(Path root) {
  static final RunFolder RUN = new RunFolder("r-test");
  static final RunKey KEY = RunKey.of("0123456789abcdef".repeat(4));
  static final List<String> DATABASES = List.of("account", "sequencer", "did_cache");
  static final Instant BACKED_UP = Instant.parse("2026-02-24T02:00:00Z");
  private static final FolderKind KIND = new FolderKind();
  private static final MirrorDefinition MIRROR = new MirrorDefinition("repositories", "mirror/", "repositories");
  private static final StoreDefinition STORE =
      new StoreDefinition("test", URI.create("http://127.0.0.1:1"), "test", Addressing.PATH);
  private static final OptionalLong ANY = OptionalLong.empty();

  /// The PDS lost bob; its backup still has him.
  static Bench in(Path root) throws IOException, SQLException {
    var bench = new Bench(Files.createDirectories(root).toRealPath());
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").account(PdsFixture.BOB, "bob.example")
        .events(20, Duration.ofHours(1), BACKED_UP).writeBackup(bench.bucket());
    new PdsFixture().account(PdsFixture.ALICE, "alice.example")
        .events(30, Duration.ofHours(1), BACKED_UP.plus(Duration.ofHours(10))).writeLive(bench.volume());
    PdsFixture.writeActorStore(bench.volume(), PdsFixture.BOB);
    return bench;
  }

  /// The same, with a folder of which the bucket has a mirror. One thing is in both, one in either; some files lie in between.
  static Bench withFolders(Path root) throws IOException, SQLException {
    var bench = in(root);
    write(bench.volume().resolve("repositories"), Map.of("a/site/HEAD", "new", "a/site/objects/2", "two", "a/made/HEAD",
        "made since", "b/only/HEAD", "only here", "a/notes.txt", "kept", "readme", "kept too"));
    write(bench.bucket().resolve("mirror"), Map.of("a/site/HEAD", "old", "a/site/objects/1", "one", "a/site/HEAD.lock",
        "left over", "a/gone/HEAD", "deleted since", "c/gone/HEAD", "deleted since"));
    return bench;
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  Path volume() {
    return root.resolve("volume");
  }

  Path bucket() {
    return root.resolve("bucket");
  }

  Path scratch() {
    return root.resolve("scratch");
  }

  Path home() {
    return volume().resolve(RunFolder.HOME);
  }

  /// The keys that workers have read, as often as they have, a line each.
  Path reads() {
    return root.resolve("reads");
  }

  WorkerPorts ports() {
    return ports(() -> {
    });
  }

  /// As the bot has `task` done: with the run's key, if it needs that.
  WorkerPorts ports(Task task) {
    return ports(task, () -> {
    });
  }

  WorkerPorts ports(Task task, Runnable reading) {
    return task instanceof OfRun ofRun && ofRun.moves() ? ports(reading).with(KEY) : ports(reading);
  }

  /// @param reading hears of each read of the bucket
  WorkerPorts ports(Runnable reading) {
    return new WorkerPorts(volume(), scratch(), new SqliteDatabases(),
        Map.of("pds", mirrored() ? KIND : new PdsFiles()),
        (_, _) -> new ReadLog(new FolderStore(bucket()), reads(), reading), attempt -> attempt.run(), Progress.SILENT);
  }

  Report run(Task task) {
    return new Worker(ports(task)).run(task);
  }

  /// Does `task` and insists that it is done.
  <T extends Report> T done(Class<T> type, Task task) {
    var report = run(task);
    assertThat(report).isInstanceOf(type);
    return type.cast(report);
  }

  Inspect inspect() {
    var files = new TreeMap<String, String>();
    DATABASES.forEach(name -> files.put(name, name + ".sqlite"));
    return new Inspect("pds", files, List.of(MIRROR.folder()), ANY);
  }

  Stage stage() throws IOException {
    return stage(ANY);
  }

  Stage stage(OptionalLong capacity) throws IOException {
    var sources = new ArrayList<Source>();
    for (var name : DATABASES) {
      var file = name + ".sqlite";
      sources.add(new Source(name, file, new FolderStore(bucket()).object(file), Digest.of(bucket().resolve(file))));
    }
    return new Stage(RUN, "pds", STORE, "bucket", sources, mirrors(), capacity);
  }

  private boolean mirrored() {
    return Files.isDirectory(bucket().resolve("mirror"));
  }

  /// The mirrors in the bucket, as they are listed now.
  List<Mirror> mirrors() throws IOException {
    if (!mirrored()) {
      return List.of();
    }
    try {
      return List.of(new MirrorListing(new FolderStore(bucket()), attempt -> attempt.run(), KIND::leftOver)
          .list(MIRROR, Optional.empty(), MirrorListing.Taker.NONE).mirror());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  Replace replace() throws IOException {
    var parts = new ArrayList<Part>();
    for (var name : DATABASES) {
      parts.add(new Part(name, name + ".sqlite", Digest.of(bucket().resolve(name + ".sqlite"))));
    }
    var folders = mirrors().stream().map(mirror -> new FolderPart(MIRROR.folder(), mirror.listing())).toList();
    return new Replace(RUN, "pds", parts, folders, staged(),
        Map.of("relay", "41", "margin", "100", "at", "2026-02-25T14:00:00Z"), true);
  }

  /// The folders as the worker that staged them reported them.
  List<VolumeFolder> staged() throws IOException {
    return List.copyOf(VolumeState.of(new FileVolumeJournal(files(RUN).journal()).entries()).staged().values());
  }

  Undo undo() {
    return new Undo(RUN, DATABASES.stream().map(name -> name + ".sqlite").toList(), List.of());
  }

  Purge purge() {
    return new Purge(RUN, true);
  }

  /// Every file of the service on the volume, with its digest. What is restorebot's own is left out.
  SortedMap<String, Digest> files() throws IOException {
    return files(volume(), home());
  }

  /// Everything that is restorebot's own, with its digest, but for the lock.
  SortedMap<String, Digest> ownFiles() throws IOException {
    var own = new TreeMap<String, Digest>();
    if (Files.exists(home())) {
      own.putAll(files(home(), home().resolve("lock")));
    }
    return own;
  }

  /// The same bench in another folder.
  Bench copyTo(Path other) throws IOException {
    try (var all = Files.walk(root)) {
      for (var from : all.toList()) {
        Files.copy(from, other.resolve(root.relativize(from).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new Bench(other);
  }

  RunFiles files(RunFolder run) {
    return new RunFiles(new Volume(volume()), run);
  }

  /// How many entries the journal of the run has.
  int entries() throws IOException {
    return new SealedVolumeJournal(files(RUN), KEY).entries().size();
  }

  private static SortedMap<String, Digest> files(Path folder, Path but) throws IOException {
    var digests = new TreeMap<String, Digest>();
    try (var all = Files.walk(folder)) {
      for (var file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
        if (!file.startsWith(but)) {
          digests.put(folder.relativize(file).toString(), Digest.of(file));
        }
      }
    }
    return digests;
  }
}
