package dev.restorebot.bot.kubernetes;

import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.Around;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.engine.Engine.Printed;
import dev.restorebot.engine.EngineFactory;
import dev.restorebot.engine.EnginePorts;
import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Kubectl;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.sqlite.SqliteRunKeys;
import dev.restorebot.sqlite.SqliteSnapshotBook;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The sandbox's PDS, relay and object store, with its workload, volume and Secret in a real cluster: a restore of it is
/// planned in the sandbox, and done by hand in the cluster.
final class RunbookWorld implements AutoCloseable {
  static final RunId RUN = new RunId("r-byhand");
  private static final ServiceName PDS = new ServiceName("pds");
  private static final String SANDBOX_NAMESPACE = "pds";

  private final Path folder;
  private final String namespace;
  private final Sandbox sandbox;

  RunbookWorld(Path folder, String namespace) {
    this.folder = folder;
    this.namespace = namespace;
    this.sandbox = Worlds.open(folder.resolve("world"));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /// Writes the runbook of the last sound snapshot to a file.
  Path print() throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("restorebot.yaml"), Files.readString(sandbox.configuration())
        .replace("namespace: pds", "namespace: " + namespace)
        .replace("    backups:\n", "    timeouts: { gone: 5s, ready: 30s }\n    backups:\n"));
    var configuration = ConfigurationReader.read(file);
    var definition = configuration.catalogue().service(PDS).orElseThrow();
    var settings = (PdsSettings) Objects.requireNonNull(configuration.kinds().get(PDS)).settings();
    var site =
        new ManagedService(definition, new Pds(settings, new HttpPds(settings.url()), new HttpRelay()), new PdsFiles());
    try (var journal = SqliteJournal.open(folder.resolve("journal.db"), new JournalCodec());
        var book = SqliteSnapshotBook.open(folder.resolve("journal.db"));
        var keys = SqliteRunKeys.open(folder.resolve("journal.db"));
        var stores = new S3BackupStores()) {
      var jobs = new JobSettings("restorebot:test", JobSettings.DEFAULT.deadline(), JobSettings.DEFAULT.keep(), "1Gi",
          "512Mi");
      var ports =
          new EnginePorts(cluster(), new Kubectl(jobs), stores, new DirectReader(new SqliteDatabases()), book, keys,
              new FailsafeRetries(),
              new JsonWorkerCodec(), Groups.NONE, Watcher.NONE, sandbox.clock()::advance, sandbox.clock(),
              folder.resolve("scratch"));
      var engine =
          EngineFactory.engine(new Ledger(journal, sandbox.clock()), configuration.policy(), Map.of(PDS, site), ports,
              () -> RUN);
      var request = new Request(PDS,
          new Intent.Restore(new Selector.At(Timestamp.parse("20260224-020011").orElseThrow()), Intent.Mirrors.NOW,
              Intent.Reach.PLAN),
          null, Set.of());
      return switch (engine.runbook(new Person("sandbox:alice"), request)) {
        case Printed.Written(var runbook) ->
          Files.write(Files.createDirectory(folder.resolve("printed")).resolve(runbook.name()), runbook.lines());
        case Printed.Declined(var reason, var hint) -> throw new AssertionError(reason + " " + hint);
      };
    }
  }

  /// The sandbox's cluster under the name of the namespace that belongs to the test.
  private Cluster cluster() {
    return Around.port(Cluster.class, sandbox.cluster(), (_, arguments) -> Arrays.setAll(arguments,
        index -> renamed(arguments[index])));
  }

  private Object renamed(Object argument) {
    return switch (argument) {
      case WorkloadRef(_, var kind, var name) -> new WorkloadRef(SANDBOX_NAMESPACE, kind, name);
      case JobId id -> renamed(id);
      case Job(var id, var volume, var arguments, var environment, var secrets, var within, var listens) ->
        new Job(renamed(id), volume, arguments, environment, secrets, within, listens);
      case String text when text.equals(namespace) -> SANDBOX_NAMESPACE;
      case Object other -> other;
    };
  }

  private static JobId renamed(JobId id) {
    return new JobId(SANDBOX_NAMESPACE, id.service(), id.operation(), id.run(), id.attempt());
  }

  /// The PDS runs as long as a pod of its Deployment does.
  StandIn standIn() {
    return new StandIn() {
      @Override
      public void onStart(Pod pod) {
        if (Pods.named("pds-").test(pod)) {
          sandbox.pds().start();
        }
      }

      @Override
      public void onStop(Pod pod) {
        if (Pods.named("pds-").test(pod)) {
          sandbox.pds().stop();
        }
      }
    };
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
