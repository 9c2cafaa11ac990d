package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.Note;
import dev.restorebot.service.WorkloadRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The cluster of the sandbox: one deployment, one volume, one CronJob, one Secret, and Jobs as processes. What was
/// asked for is kept in a file and outlives the program. Thread-safe.
public final class SandboxCluster implements Cluster {
  static final String NAMESPACE = "pds";
  static final String CLAIM = "pds-data";
  /// The volume does not say how much it may hold.
  static final long ROOMY = -1;
  private static final WorkloadRef WORKLOAD = new WorkloadRef(NAMESPACE, "deployment", "pds");
  private static final String CRON_JOB = "pds-backup";
  private static final String SECRET = "pds-s3-credentials";

  private final Path file;
  private final Path notes;
  private final Path volume;
  private final SandboxStore store;
  private final PdsStandIn pds;
  private final SandboxJobs jobs;
  private final SandboxClock clock;
  private State state;

  /// Finds the cluster of `world` as it was left, with nothing running yet.
  SandboxCluster(Path world, SandboxStore store, PdsStandIn pds, SandboxJobs jobs, SandboxClock clock) {
    this.file = world.resolve("cluster.json");
    this.notes = world.resolve("notes.txt");
    this.clock = clock;
    this.volume = volume(world);
    this.store = store;
    this.pds = pds;
    this.jobs = jobs;
    this.state = StateFile.read(file).map(text -> Json.read(text, State.class))
        .orElse(new State(1, CronJob.ACTIVE, ROOMY));
  }

  /// What has been asked for.
  record State(int replicas, CronJob backups, long capacity) {}

  /// Where the volume lies in a world.
  static Path volume(Path world) {
    return world.resolve("volumes").resolve(CLAIM);
  }

  /// Brings the workload to the replicas asked for.
  synchronized void reconcile() {
    if (state.replicas() == 0) {
      pds.stop();
      return;
    }
    try {
      pds.start();
    } catch (PdsStandIn.BootException _) {
      // As in a cluster: the pod crashes, and the workload is not ready.
      pds.stop();
    }
  }

  /// How much the volume may hold in bytes, or [#ROOMY].
  synchronized void limitVolume(long capacity) {
    save(new State(state.replicas(), state.backups(), capacity));
  }

  @Override
  public synchronized Optional<Workload> workload(WorkloadRef ref) {
    return ref.equals(WORKLOAD)
        ? Optional.of(new Workload(state.replicas(), state.replicas(), pds.running() ? state.replicas() : 0, List.of()))
        : Optional.empty();
  }

  @Override
  public synchronized void scale(WorkloadRef ref, int replicas) {
    if (!ref.equals(WORKLOAD)) {
      throw new ClusterException("could not scale " + ref + ": there is no such workload");
    }
    save(new State(replicas, state.backups(), state.capacity()));
    reconcile();
  }

  @Override
  public Optional<Workload> awaitReady(WorkloadRef ref, int replicas, Duration atMost) {
    return settled(() -> workload(ref), workload -> workload.ready() >= replicas, atMost);
  }

  @Override
  public Optional<Volume> awaitUnused(WorkloadRef ref, String claim, Duration atMost) {
    return settled(() -> volume(ref.namespace(), claim), volume -> volume.users().isEmpty(), atMost);
  }

  /// Nothing here happens later than it is asked for, so there is no use in waiting; but the time is gone.
  private <T> Optional<T> settled(Supplier<Optional<T>> look, Predicate<T> asWanted, Duration atMost) {
    var now = look.get();
    if (now.filter(asWanted).isEmpty()) {
      clock.advance(atMost);
    }
    return look.get();
  }

  @Override
  public synchronized Optional<Volume> volume(String namespace, String claim) {
    if (!namespace.equals(NAMESPACE) || !claim.equals(CLAIM)) {
      return Optional.empty();
    }
    var users = new ArrayList<String>();
    if (pds.running()) {
      users.add("pds-0");
    }
    jobs.activeOn(claim).forEach(name -> users.add(name.value()));
    return Optional.of(new Volume(state.capacity(), users));
  }

  @Override
  public synchronized Optional<CronJob> cronJob(String namespace, String name) {
    return isCronJob(namespace, name) ? Optional.of(state.backups()) : Optional.empty();
  }

  @Override
  public synchronized void setCronJob(String namespace, String name, CronJob wanted) {
    if (!isCronJob(namespace, name)) {
      throw new ClusterException("could not change the CronJob " + namespace + "/" + name + ": there is none");
    }
    save(new State(state.replicas(), wanted, state.capacity()));
  }

  @Override
  public Optional<String> secret(String namespace, String secret, String key) {
    if (!namespace.equals(NAMESPACE) || !secret.equals(SECRET)) {
      return Optional.empty();
    }
    return switch (key) {
      case "access-key" -> Optional.of(store.secret().accessKey());
      case "secret-key" -> Optional.of(store.secret().secretKey());
      default -> Optional.empty();
    };
  }

  @Override
  public void note(WorkloadRef ref, String run, Note note) {
    try {
      Files.writeString(notes, run + " " + note.reason() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ClusterException(Kind.UNAVAILABLE, "could not write to " + notes, e);
    }
  }

  @Override
  public synchronized void start(Job job) {
    if (!here(job.id()) || !job.volume().claim().equals(CLAIM)) {
      throw new ClusterException("could not start the Job " + job.id() + ": there is no volume " + job.id().namespace()
          + "/" + job.volume().claim());
    }
    jobs.start(job, volume, resolve(job));
  }

  private Map<String, String> resolve(Job job) {
    var values = new HashMap<String, String>();
    job.secrets().forEach((variable, entry) -> values.put(variable,
        secret(job.id().namespace(), entry.secret(), entry.key())
            .orElseThrow(() -> new ClusterException("could not start the Job "
                + job.id() + ": the Secret " + entry.secret() + " has no entry " + entry.key()))));
    return values;
  }

  @Override
  public synchronized JobStatus job(JobId id) {
    return here(id) ? jobs.status(id.name()) : new JobStatus.Absent();
  }

  @Override
  public JobStatus follow(JobId id, Consumer<String> line) throws InterruptedException {
    return here(id) ? jobs.follow(id.name(), line) : new JobStatus.Absent();
  }

  @Override
  public List<String> output(JobId id) {
    return here(id) ? jobs.output(id.name()) : List.of();
  }

  @Override
  public synchronized void delete(JobId id) {
    if (here(id)) {
      jobs.delete(id.name());
    }
  }

  private static boolean here(JobId id) {
    return id.namespace().equals(NAMESPACE);
  }

  private static boolean isCronJob(String namespace, String name) {
    return namespace.equals(NAMESPACE) && name.equals(CRON_JOB);
  }

  private void save(State next) {
    if (!next.equals(state)) {
      StateFile.write(file, Json.write(next));
      state = next;
    }
  }
}
