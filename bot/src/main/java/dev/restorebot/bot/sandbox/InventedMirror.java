package dev.restorebot.bot.sandbox;

import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.mirror.MirrorListing.Taker;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// A mirror of small objects with random content, as git has them, in an S3 server of its own: for whoever needs a load, and not
/// a knot. The same each time. Confined to its thread.
public final class InventedMirror implements AutoCloseable {
  private static final Instant MADE = Instant.parse("2026-02-24T02:00:00Z");
  private static final MirrorDefinition MIRROR =
      new MirrorDefinition("repositories", "invented/repositories/", "repositories");
  private static final int REPOSITORIES = 20;
  private static final int SMALLEST = 4_000;
  private static final int LARGEST = 40_000;

  private final SandboxStore store;

  /// Makes `objects` of them in `folder`, and serves them.
  public InventedMirror(Path folder, int objects) {
    store = new SandboxStore(folder, 0);
    store.start();
    fill(store, objects);
  }

  /// Puts `objects` of them into `store`.
  static void fill(SandboxStore store, int objects) {
    var random = new Random(objects);
    for (var i = 0; i < objects; i++) {
      var content = new byte[SMALLEST + random.nextInt(LARGEST - SMALLEST)];
      random.nextBytes(content);
      store.put(String.format(Locale.ROOT, "%sdid:plc:%02d/site/objects/%02x/%038x", MIRROR.prefix(), i % REPOSITORIES,
          random.nextInt(256), i), content, MADE);
    }
  }

  /// The server.
  public StoreDefinition definition() {
    return definition(store);
  }

  /// The bucket, and where in it the mirror is: `BUCKET/PREFIX`.
  public String place() {
    return SandboxStore.BUCKET + "/" + MIRROR.prefix();
  }

  /// The server's keys, as the AWS tools want them in their environment.
  public Map<String, String> keys() {
    return Map.of("AWS_ACCESS_KEY_ID", store.secret().accessKey(), "AWS_SECRET_ACCESS_KEY",
        store.secret().secretKey());
  }

  /// Lets the server take this much longer for each request.
  public void slowDown(Duration delay) {
    store.slowDown(delay);
  }

  /// How many requests there have been.
  public long requests() {
    return store.requests();
  }

  /// As it is listed now. Blocks.
  public Mirror listed() throws IOException, InterruptedException {
    return listed(store);
  }

  /// The one that was put into `store`, as it is listed now. Blocks.
  static Mirror listed(SandboxStore store) throws IOException, InterruptedException {
    try (var stores = new S3BackupStores()) {
      return new MirrorListing(stores.open(definition(store), SandboxStore.BUCKET, store.secret()),
          attempt -> attempt.run(),
          _ -> false).list(MIRROR, Optional.empty(), Taker.NONE).mirror();
    }
  }

  private static StoreDefinition definition(SandboxStore store) {
    return new StoreDefinition("invented", store.endpoint(), "us-east-1", Addressing.PATH);
  }

  /// What a worker is given that stages it. The kind of service has nothing to do with mirrors, so that bringing it is all there
  /// is to do.
  public Map<String, String> environment(Mirror listed, Path volume, Path scratch) {
    var task = new Task.Stage(new RunFolder("r-invented"), "pds", definition(), SandboxStore.BUCKET, List.of(),
        List.of(listed), OptionalLong.empty());
    return Map.of(WorkerEnvironment.TASK, new JsonWorkerCodec().write(task),
        WorkerEnvironment.VOLUME, volume.toString(), WorkerEnvironment.SCRATCH, scratch.toString(),
        WorkerEnvironment.ACCESS_KEY, store.secret().accessKey(),
        WorkerEnvironment.SECRET_KEY, store.secret().secretKey());
  }

  @Override
  public void close() {
    store.close();
  }
}
