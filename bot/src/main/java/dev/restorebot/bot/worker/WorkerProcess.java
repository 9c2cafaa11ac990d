package dev.restorebot.bot.worker;

import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.landlock.Landlock;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupStore;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.Buckets;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.Worker;
import dev.restorebot.worker.WorkerCodec;
import dev.restorebot.worker.WorkerEnvironment;
import dev.restorebot.worker.WorkerPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One worker, from its environment to its exit code. It lives for seconds, so nothing is loaded that its task does not
/// need: the S3 client only to read backups.
public final class WorkerProcess {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  /// A Job may take hours, and is ended then: what it is told late might be left half done.
  private static final Duration TAKES_ORDERS_FOR = Duration.ofHours(2);

  private final WorkerCodec codec = new JsonWorkerCodec();
  private final Map<String, DataKind> kinds;
  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;

  private WorkerProcess(Map<String, DataKind> kinds, Map<String, String> environment, InputStream in, PrintStream out) {
    this.kinds = kinds;
    this.environment = environment;
    this.in = in;
    this.out = out;
  }

  /// Does the task in `environment`, whose operation must be `operation`, and prints its progress and its end to `out`, one
  /// JSON line each. The operation `standby` has no task: it does those of one run that it reads from `in`, until it has replaced the data
  /// or there are no more.
  ///
  /// @param kinds those that there are, by name
  /// @return 0 if it is done, 1 if it failed, 2 if it was called wrongly
  public static int run(String operation, Map<String, DataKind> kinds, Map<String, String> environment, InputStream in,
      PrintStream out) {
    return new WorkerProcess(kinds, environment, in, out).run(operation);
  }

  private int run(String operation) {
    try {
      var report = work(operation);
      end(report);
      return report instanceof Failed ? FAILED : DONE;
    } catch (IllegalArgumentException e) {
      end(new Failed("the worker was called wrongly: " + e.getMessage(),
          "use the same version for the bot and its worker"));
      return MISUSED;
    }
  }

  private Report work(String operation) {
    if (operation.equals(Order.STANDBY)) {
      return onStandby();
    }
    var task = codec.task(variable(WorkerEnvironment.TASK));
    if (!task.operation().equals(operation)) {
      throw new IllegalArgumentException("the command says " + operation + ", and the task says " + task.operation());
    }
    return work(task, key(),
        () -> new AccessKeys(variable(WorkerEnvironment.ACCESS_KEY), variable(WorkerEnvironment.SECRET_KEY)));
  }

  /// It costs memory while people think, so it waits for ten minutes, and for an hour where something is staged; and only as long as its
  /// folder is there: a process of the sandbox ends with its world, however that went.
  private Report onStandby() {
    var folder = Path.of(variable(WorkerEnvironment.SCRATCH));
    var begun = System.nanoTime();
    return new OrderedWork(codec, new RunFolder(variable(WorkerEnvironment.RUN)),
        order -> work(order.task(), order.key(), order.keys()::orElseThrow),
        new OrderedWork.Wait(Duration.ofSeconds(5), 120, 720,
            () -> Files.isDirectory(folder) && System.nanoTime() - begun < TAKES_ORDERS_FOR.toNanos()))
        .run(in, out);
  }

  private Report work(Task task, Optional<RunKey> key, Supplier<AccessKeys> toTheBackups) {
    if (!task.reads()) {
      return work(task, WorkerProcess::noBucket, key);
    }
    var keys = toTheBackups.get();
    try (var stores = new S3BackupStores()) {
      return work(task, (store, bucket) -> stores.open(store, bucket, keys), key);
    }
  }

  private static BackupStore noBucket(StoreDefinition store, String bucket) {
    throw new IllegalStateException("this task reads no bucket");
  }

  private Report work(Task task, Buckets buckets, Optional<RunKey> key) {
    var progress = new ProgressLines(codec, out, System::nanoTime);
    var ports = new WorkerPorts(Path.of(variable(WorkerEnvironment.VOLUME)),
        Path.of(variable(WorkerEnvironment.SCRATCH)), new SqliteDatabases(), kinds, buckets,
        attempt -> new FailsafeRetries().make(attempt), progress, key, WorkerProcess::confine);
    return alone(() -> new Worker(ports).run(task));
  }

  /// In a thread of its own, which may be kept to some folders; this one still has to say how it ended.
  private static Report alone(Callable<Report> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().name("worker").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(true);
      return new Failed("the worker was interrupted", "try again");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException exception
          ? exception
          : new IllegalStateException(e.getCause());
    }
  }

  /// A kernel that offers nothing for it leaves it to the worker's own care.
  private static void confine(List<Path> folders, List<Path> emptied) throws IOException {
    var landlock = Landlock.offered();
    if (landlock.isPresent()) {
      var temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      landlock.get().writeOnlyIn(Stream.concat(folders.stream(), Stream.of(temporary)).toList(), emptied);
    }
  }

  private Optional<RunKey> key() {
    return Optional.ofNullable(environment.get(WorkerEnvironment.RUN_KEY)).map(RunKey::of);
  }

  private void end(Report report) {
    var line = codec.write(new OutputLine.Ended(report));
    out.println(line);
    out.flush();
    Optional.ofNullable(environment.get(WorkerEnvironment.TERMINATION_LOG)).filter(file -> !file.isBlank())
        .ifPresent(file -> new TerminationMessage(codec, Path.of(file)).write(line));
  }

  private String variable(String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }
}
