package dev.restorebot.bot.diagnose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.worker.WorkerProcess;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.Note;
import dev.restorebot.files.Tree;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// A cluster whose Jobs run in this process and have ended when they are started: the same worker, without the second that a process
/// takes to start. For tests and benchmarks in which nobody is killed.
public final class JobsInProcess implements Cluster {
  private final Cluster cluster;
  private final Function<Job, Path> volumes;
  private final Map<JobId, List<String>> ended = new ConcurrentHashMap<>();

  /// Puts Jobs on the volumes that `volumes` names.
  public JobsInProcess(Cluster cluster, Function<Job, Path> volumes) {
    this.cluster = cluster;
    this.volumes = volumes;
  }

  /// The cluster of `world`.
  public static JobsInProcess in(Sandbox world) {
    return new JobsInProcess(world.cluster(), job -> world
        .volume(SandboxService.ALL.stream().filter(service -> service.label().equals(job.id().namespace())).findFirst()
            .orElseThrow()));
  }

  @Override
  public void start(Job job) {
    // As the cluster itself would: it may be down, or hang.
    if (job.volume() instanceof Job.Mount mount) {
      var _ = cluster.volume(job.id().namespace(), mount.claim());
    }
    try {
      var scratch = Files.createTempDirectory("scratch-");
      var environment = new HashMap<>(job.environment());
      job.secrets().forEach((name, entry) -> cluster.secret(job.id().namespace(), entry.secret(), entry.key())
          .ifPresent(value -> environment.put(name, value)));
      environment.put(WorkerEnvironment.VOLUME, volumes.apply(job).toString());
      environment.put(WorkerEnvironment.SCRATCH, scratch.toString());
      var out = new ByteArrayOutputStream();
      WorkerProcess.run(job.arguments().get(1), Kinds.ALL.data(), environment, InputStream.nullInputStream(),
          new PrintStream(out, true, UTF_8));
      Tree.delete(scratch);
      ended.put(job.id(), out.toString(UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public JobStatus job(JobId id) {
    var output = ended.get(id);
    return output == null ? new JobStatus.Absent() : new JobStatus.Succeeded(output.getLast());
  }

  @Override
  public JobStatus follow(JobId id, Consumer<String> line) {
    ended.getOrDefault(id, List.of()).forEach(line);
    return job(id);
  }

  @Override
  public JobStatus follow(JobId id, Predicate<String> last, Duration atMost) {
    var _ = ended.getOrDefault(id, List.of()).stream().anyMatch(last);
    return job(id);
  }

  /// They have ended when they are started.
  @Override
  public boolean tells(String namespace) {
    return false;
  }

  @Override
  public Optional<Told> tell(JobId id, String line) {
    return Optional.empty();
  }

  @Override
  public List<String> output(JobId id, Duration atMost) {
    return ended.getOrDefault(id, List.of());
  }

  @Override
  public void delete(JobId id) {
    ended.remove(id);
  }

  @Override
  public void discard(JobId id) {
    delete(id);
  }

  @Override
  public Optional<Workload> workload(WorkloadRef ref) {
    return cluster.workload(ref);
  }

  @Override
  public void scale(WorkloadRef ref, int replicas) {
    cluster.scale(ref, replicas);
  }

  @Override
  public Optional<Workload> awaitReady(WorkloadRef ref, int replicas, Duration atMost) throws InterruptedException {
    return cluster.awaitReady(ref, replicas, atMost);
  }

  @Override
  public Optional<Volume> volume(String namespace, String claim) {
    return cluster.volume(namespace, claim);
  }

  @Override
  public Optional<Volume> awaitUnused(WorkloadRef ref, String claim, Duration atMost) throws InterruptedException {
    return cluster.awaitUnused(ref, claim, atMost);
  }

  @Override
  public Optional<CronJob> cronJob(String namespace, String name) {
    return cluster.cronJob(namespace, name);
  }

  @Override
  public void setCronJob(String namespace, String name, CronJob state) {
    cluster.setCronJob(namespace, name, state);
  }

  @Override
  public Optional<String> secret(String namespace, String secret, String key) {
    return cluster.secret(namespace, secret, key);
  }

  @Override
  public void note(WorkloadRef ref, String run, Note note) {
    cluster.note(ref, run, note);
  }
}
