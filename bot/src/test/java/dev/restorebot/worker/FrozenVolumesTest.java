package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.corpus.Corpus;
import dev.restorebot.bot.corpus.FrozenWorld;
import dev.restorebot.bot.corpus.RestoredFiles;
import dev.restorebot.files.Digest;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.Task.Purge;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.Task.Undo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Volumes as workers of earlier versions left them, stopped after each entry of the volume's journal. This version undoes what
/// they did, finishes what they began, and purges what they kept.
@Execution(ExecutionMode.CONCURRENT)
class FrozenVolumesTest {
  static final RunFolder RUN = new RunFolder("r-test");
  /// What the journals below `sealed-volumes` are sealed with.
  static final RunKey KEY = RunKey.of("0123456789abcdef".repeat(4));
  /// Of the fix-up.
  static final Map<String, String> PARAMETERS =
      Map.of("relay", "41", "margin", "100", "at", "2026-02-25T14:00:00Z");

  @TempDir
  private Path folder;

  private static Stream<FrozenWorld> volumes(String prefix) {
    return Corpus.versions().stream()
        .flatMap(
            version -> Stream.of("volumes", "sealed-volumes").flatMap(kind -> FrozenWorld.in(version, kind).stream()))
        .filter(volume -> volume.name().substring(volume.name().indexOf('/') + 1).startsWith(prefix));
  }

  static Stream<FrozenWorld> all() {
    return volumes("").filter(volume -> !volume.name().endsWith("/begin"));
  }

  static Stream<FrozenWorld> unfinished() {
    return volumes("replace-stopped");
  }

  static Stream<FrozenWorld> finished() {
    return Stream.concat(volumes("replaced"), volumes("undone"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void undoesWhatAnOldWorkerDid(FrozenWorld frozen) throws IOException {
    var volume = thawed(frozen);

    assertThat(worker(frozen, volume).run(new Undo(RUN, List.of(), List.of()))).isInstanceOf(Undone.class);

    assertThat(live(volume)).isEqualTo(live(thawed(new FrozenWorld(frozen.version(), kind(frozen) + "/begin"))));
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void finishesWhatAnOldWorkerBegan(FrozenWorld frozen) throws IOException {
    var volume = thawed(frozen);
    var parts = VolumeState.of(journal(frozen, volume).entries()).parts();
    var task = new Replace(RUN, "pds", parts, List.of(), List.of(), PARAMETERS, false);

    assertThat(parts).isNotEmpty();
    assertThat(worker(frozen, volume).run(task)).isInstanceOf(Replaced.class);

    var replaced = thawed(new FrozenWorld(frozen.version(), kind(frozen) + "/replaced"));
    assertThat(RestoredFiles.of(volume, live(volume))).isEqualTo(RestoredFiles.of(replaced, live(replaced)));
    assertThat(RestoredFiles.lastNumber(volume, live(volume)))
        .isGreaterThanOrEqualTo(RestoredFiles.lastNumber(replaced, live(replaced)));
  }

  @ParameterizedTest
  @MethodSource("finished")
  void purgesWhatAnOldWorkerKept(FrozenWorld frozen) throws IOException {
    var volume = thawed(frozen);
    var before = live(volume);

    assertThat(worker(frozen, volume).run(new Purge(RUN, true))).isInstanceOf(Purged.class);

    assertThat(RUN.on(volume)).doesNotExist();
    assertThat(live(volume)).isEqualTo(before);
  }

  private Path thawed(FrozenWorld frozen) throws IOException {
    var volume = Files.createTempDirectory(folder, "volume-").resolve("root");
    frozen.thaw(volume);
    return volume;
  }

  private static VolumeJournal journal(FrozenWorld frozen, Path volume) {
    var files = new RunFiles(new Volume(volume), RUN);
    return sealed(frozen) ? new SealedVolumeJournal(files, KEY) : new FileVolumeJournal(files.journal());
  }

  private static String kind(FrozenWorld frozen) {
    return frozen.name().substring(0, frozen.name().indexOf('/'));
  }

  private static boolean sealed(FrozenWorld frozen) {
    return frozen.name().startsWith("sealed-");
  }

  private Worker worker(FrozenWorld frozen, Path volume) {
    var ports = ports(volume, folder);
    return new Worker(sealed(frozen) ? ports.with(KEY) : ports);
  }

  static WorkerPorts ports(Path volume, Path folder) {
    return new WorkerPorts(volume, folder.resolve("scratch"), new SqliteDatabases(), Map.of("pds", new PdsFiles()),
        (_, _) -> {
          throw new IllegalStateException("nothing is fetched");
        }, attempt -> attempt.run(), Progress.SILENT);
  }

  private static SortedMap<String, Digest> live(Path volume) throws IOException {
    var digests = new TreeMap<String, Digest>();
    try (var files = Files.walk(volume)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = volume.relativize(file).toString();
        if (!name.startsWith(RunFolder.HOME)) {
          digests.put(name, Digest.of(file));
        }
      }
    }
    return digests;
  }
}
