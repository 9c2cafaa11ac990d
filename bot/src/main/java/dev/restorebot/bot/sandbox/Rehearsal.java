package dev.restorebot.bot.sandbox;

import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.snapshot.Mirror;
import dev.restorebot.snapshot.MirrorListing;
import dev.restorebot.snapshot.MirrorListing.Taker;
import dev.restorebot.worker.RunFolder;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Has a worker stage an invented mirror, so that the Java it runs on can write down what a worker needs and begin with that the
/// next time. Confined to its thread.
public final class Rehearsal {
  private static final int OBJECTS = 2_000;
  private static final int LARGEST = 32 * 1024;
  private static final Instant MADE = Instant.parse("2026-02-24T02:00:00Z");
  private static final MirrorDefinition MIRROR =
      new MirrorDefinition("repositories", "rehearsal/repositories/", "repositories");

  private final Path folder;
  private final SandboxStore store;

  private Rehearsal(Path folder) {
    this.folder = folder;
    this.store = new SandboxStore(folder.resolve("bucket"), 0);
  }

  /// Runs `command`, which starts a worker for the operation `stage`, with a task and a volume of its own that are gone afterwards.
  /// Blocks until it ends; what it prints goes where this process prints.
  ///
  /// @return its exit status
  /// @throws IOException if there is no such program, or no place for the files
  public static int run(List<String> command) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("rehearsal");
    try {
      return new Rehearsal(folder).stage(command);
    } finally {
      StateFile.deleteTree(folder);
    }
  }

  private int stage(List<String> command) throws IOException, InterruptedException {
    try (store) {
      store.start();
      fill();
      var definition = new StoreDefinition("rehearsal", store.endpoint(), "us-east-1", Addressing.PATH);
      var task = new Task.Stage(new RunFolder("r-rehearsal"), "pds", definition, SandboxStore.BUCKET, List.of(),
          List.of(listed(definition)), OptionalLong.empty());
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().putAll(Map.of(WorkerEnvironment.TASK, new JsonWorkerCodec().write(task),
          WorkerEnvironment.VOLUME, made("volume"), WorkerEnvironment.SCRATCH, made("scratch"),
          WorkerEnvironment.ACCESS_KEY, store.secret().accessKey(), WorkerEnvironment.SECRET_KEY,
          store.secret().secretKey()));
      return builder.start().waitFor();
    }
  }

  private String made(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name)).toString();
  }

  private void fill() {
    var random = new Random(OBJECTS);
    for (var i = 0; i < OBJECTS; i++) {
      var content = new byte[random.nextInt(LARGEST)];
      random.nextBytes(content);
      store.put(
          String.format(Locale.ROOT, "%s%02d/objects/%02x/%038x", MIRROR.prefix(), i % 10, random.nextInt(256), i),
          content, MADE);
    }
  }

  private Mirror listed(StoreDefinition definition) throws IOException, InterruptedException {
    try (var stores = new S3BackupStores()) {
      return new MirrorListing(stores.open(definition, SandboxStore.BUCKET, store.secret()), attempt -> attempt.run(),
          _ -> false).list(MIRROR, Optional.empty(), Taker.NONE).mirror();
    }
  }
}
