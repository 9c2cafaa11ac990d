package dev.restorebot.jobs;

import dev.restorebot.cluster.Job;
import dev.restorebot.files.Digest;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.RunKey;
import dev.restorebot.volume.Source;
import dev.restorebot.worker.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The Jobs that runs of a service start, made as runs make them.
public final class WorkerJobs {
  private static final RunId RUN = new RunId("r-7k2m4q");
  private static final Digest DIGEST = new Digest("00112233445566778899aabbccddeeff".repeat(2));

  private WorkerJobs() {}

  /// One for each task that there is, and the one on standby.
  public static List<Job> of(ServiceDefinition service) {
    return Stream.concat(tasks(service).stream().map(task -> of(service, task)),
        Stream.of(Standby.job(RUN, service))).toList();
  }

  private static Job of(ServiceDefinition service, Task task) {
    var key = task instanceof Task.OfRun run && run.moves() ? Optional.of(RunKey.drawn()) : Optional.<RunKey>empty();
    return new JobRequest(RUN, service, task, 1, key, Optional.empty()).job(new JsonWorkerCodec());
  }

  /// One of each kind.
  public static List<Task> tasks(ServiceDefinition service) {
    var kind = service.kind();
    var backups = service.backups();
    var files = backups.files();
    var sources = files.entrySet().stream()
        .map(file -> new Source(file.getKey(), file.getValue(), object(file.getKey()), DIGEST)).toList();
    return List.of(new Task.Inspect(kind, files, backups.folders(), OptionalLong.empty()),
        new Task.Examine(kind, files, files.keySet()),
        new Task.Stage(RUN.folder(), kind, backups.store(), backups.bucket(), sources, List.of(), OptionalLong.empty()),
        new Task.Replace(RUN.folder(), kind, sources.stream().map(Source::part).toList(), List.of(), List.of(),
            Map.of(), true),
        new Task.Amend(RUN.folder(), kind, files, Map.of(), true),
        new Task.Drill(RUN.folder(), kind, backups.store(), backups.bucket(), sources, List.of(), Map.of(),
            new ByteSize(1L << 30)),
        new Task.CheckUndo(RUN.folder(), List.of()),
        new Task.Undo(RUN.folder(), List.copyOf(files.values()), List.of()),
        new Task.Purge(RUN.folder(), true));
  }

  private static BackupObject object(String database) {
    return new BackupObject("db/" + database, new ByteSize(4096), "0123456789abcdef-2",
        Instant.parse("2026-02-24T02:00:12Z"));
  }
}
