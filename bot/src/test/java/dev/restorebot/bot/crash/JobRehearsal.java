package dev.restorebot.bot.crash;

import dev.restorebot.bot.worker.WorkerProcess;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.snapshot.AccessKeys;
import dev.restorebot.snapshot.Digest;
import dev.restorebot.worker.RunFolder;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Does in one process what the Jobs of a restore do in theirs, so that its classes are those that any of them needs.
public final class JobRehearsal {
  private static final Map<String, String> FILES =
      new TreeMap<>(Map.of("account", "account.sqlite", "sequencer", "sequencer.sqlite"));
  private static final String BUCKET = "sandbox-backups";
  private static final RunFolder RUN = new RunFolder("r-rehearsal");

  private JobRehearsal() {}

  /// The variables of a Job that reads the sandbox's bucket.
  static Map<String, String> keys(Cluster cluster) {
    var secret = "pds-s3-credentials";
    return Map.of(WorkerEnvironment.ACCESS_KEY, cluster.secret("pds", secret, "access-key").orElseThrow(),
        WorkerEnvironment.SECRET_KEY, cluster.secret("pds", secret, "secret-key").orElseThrow());
  }

  /// Runs the program.
  ///
  /// @param arguments where the object store is, and the world's folder
  public static void main(String... arguments) throws IOException {
    var world = Path.of(arguments[1]);
    var environment = new HashMap<>(System.getenv());
    environment.put(WorkerEnvironment.VOLUME, world.resolve("volumes/pds-data").toString());
    environment.put(WorkerEnvironment.SCRATCH, "scratch");
    environment.put(WorkerEnvironment.TERMINATION_LOG, "termination");

    var inspect = new Task.Inspect("pds", new TreeMap<>(FILES), List.of(), OptionalLong.empty());
    var stage = stage(URI.create(arguments[0]), world.resolve("bucket").resolve(BUCKET), environment);
    var parts = stage.sources().stream()
        .map(source -> new Task.Part(source.database(), source.file(), source.digest())).toList();
    var replace =
        new Task.Replace(RUN, "pds", parts, List.of(), List.of(),
            Map.of("at", "2026-02-25T08:00:00Z", "margin", "1000"), true);
    for (var task : List.of(inspect, stage, replace, new Task.Undo(RUN, List.of(), List.of()),
        new Task.Purge(RUN, true))) {
      environment.put(WorkerEnvironment.TASK, new JsonWorkerCodec().write(task));
      if (WorkerProcess.run(task.operation(), environment, System.in, System.out) != 0) {
        System.exit(1);
      }
    }
  }

  private static Task.Stage stage(URI endpoint, Path bucket, Map<String, String> environment) throws IOException {
    var store = new StoreDefinition("sandbox", endpoint, "sandbox", Addressing.PATH);
    var keys = new AccessKeys(environment.getOrDefault(WorkerEnvironment.ACCESS_KEY, ""),
        environment.getOrDefault(WorkerEnvironment.SECRET_KEY, ""));
    var sources = new ArrayList<Task.Source>();
    try (var stores = new S3BackupStores()) {
      var backups = stores.open(store, BUCKET, keys);
      for (var file : FILES.entrySet()) {
        var key = "pds/db/" + file.getKey() + "-20260224-020011.sqlite";
        sources.add(new Task.Source(file.getKey(), file.getValue(), backups.find(key).orElseThrow(),
            Digest.of(bucket.resolve(key))));
      }
    }
    return new Task.Stage(RUN, "pds", store, BUCKET, sources, List.of(), OptionalLong.empty());
  }
}
