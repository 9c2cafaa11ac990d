package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.worker.RehearsedWork;
import dev.restorebot.files.Digest;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.Source;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Has the workers of a restore do what they do, in a sandbox, so that the Java they run on can write down what a worker needs and begin
/// with that the next time. Stateless.
public final class WorkerRehearsal {
  private static final int OBJECTS = 2_000;
  private static final RunFolder RUN = new RunFolder("r-rehearsal");
  private static final String KIND = "pds";
  private static final Map<String, String> FILES =
      new TreeMap<>(Map.of("account", "account.sqlite", "sequencer", "sequencer.sqlite"));
  private static final String SNAPSHOT = "20260224-020011";

  private WorkerRehearsal() {}

  /// Runs `command`, which starts a worker for the operation [RehearsedWork#OPERATION], in a world of its own that is gone afterwards.
  /// Blocks until it ends; what it prints goes where this process prints.
  ///
  /// @return its exit status
  /// @throws IOException if there is no such program, or no place for the files
  public static int run(List<String> command) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("rehearsal");
    try (var world = Sandbox.open(folder.resolve("world"), "no.Job.runs.here")) {
      InventedMirror.fill(world.store(), OBJECTS);
      var lines = Files.write(folder.resolve("tasks"), tasks(world, List.of(InventedMirror.listed(world.store()))));
      var builder = new ProcessBuilder(command).inheritIO().redirectInput(lines.toFile());
      builder.environment().putAll(environment(world, Files.createDirectory(folder.resolve("scratch"))));
      return builder.start().waitFor();
    } finally {
      StateFile.deleteTree(folder);
    }
  }

  /// What [RehearsedWork] reads: everything that is done in the restore of a PDS, and the mirrors of another service.
  public static List<String> tasks(Sandbox world, List<Mirror> mirrors) throws IOException {
    var codec = new JsonWorkerCodec();
    var inspect = new Task.Inspect(KIND, new TreeMap<>(FILES), List.of(), OptionalLong.empty());
    var stage = stage(world, mirrors);
    var replace =
        new Task.Replace(RUN, KIND, stage.sources().stream().map(Source::part).toList(), List.of(), List.of(),
            Map.of("at", "2026-02-25T08:00:00Z", "margin", "1000"), true);
    return List.of(codec.write(inspect), codec.write(stage),
        codec.write(new Order("look", inspect, Optional.empty(), Optional.empty())),
        codec.write(new Order("replace", replace, Optional.empty(), Optional.empty())),
        codec.write(new Task.Undo(RUN, List.of(), List.of())), codec.write(new Task.Purge(RUN, true)));
  }

  private static Task.Stage stage(Sandbox world, List<Mirror> mirrors) throws IOException {
    var store = new StoreDefinition("sandbox", world.store().endpoint(), "sandbox", Addressing.PATH);
    var sources = new ArrayList<Source>();
    try (var stores = new S3BackupStores()) {
      var backups = stores.open(store, SandboxStore.BUCKET, world.store().secret());
      for (var file : FILES.entrySet()) {
        var key = "pds/db/" + file.getKey() + "-" + SNAPSHOT + ".sqlite";
        sources.add(new Source(file.getKey(), file.getValue(), backups.find(key).orElseThrow(),
            Digest.of(world.folder().resolve("bucket").resolve(SandboxStore.BUCKET).resolve(key))));
      }
    }
    return new Task.Stage(RUN, KIND, store, SandboxStore.BUCKET, sources, mirrors, OptionalLong.empty());
  }

  /// The environment for them.
  public static Map<String, String> environment(Sandbox world, Path scratch) {
    return Map.of(WorkerEnvironment.VOLUME, world.volume().toString(), WorkerEnvironment.SCRATCH, scratch.toString(),
        WorkerEnvironment.RUN, RUN.run(), WorkerEnvironment.ACCESS_KEY, world.store().secret().accessKey(),
        WorkerEnvironment.SECRET_KEY, world.store().secret().secretKey());
  }
}
