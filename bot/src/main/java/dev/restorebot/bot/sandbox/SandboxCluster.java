package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.Note;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.service.WorkloadRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The cluster of the sandbox: for each service one deployment, one volume, one CronJob and one Secret, and Jobs as
/// processes. What was asked for is kept in a file and outlives the program. Thread-safe.
public final class SandboxCluster implements Cluster {
  /// The volume does not say how much it may hold.
  static final long ROOMY = -1;

  private final Path world;
  private final SandboxStore store;
  private final Map<SandboxService, Program> programs;
  private final SandboxJobs jobs;
  private final SandboxClock clock;
  private final Map<SandboxService, State> states;
  private final ClusterMood mood = new ClusterMood();
  private final Map<String, String> entries = new ConcurrentHashMap<>();
  private final Set<Missing> missing = EnumSet.noneOf(Missing.class);

  /// Finds the cluster of `world` as it was left, with nothing running yet.
  ///
  /// @param programs the services there are, with what runs for each
  SandboxCluster(Path world, SandboxStore store, Map<SandboxService, Program> programs, SandboxJobs jobs,
      SandboxClock clock) {
    this.world = world;
    this.store = store;
    this.programs = new LinkedHashMap<>(programs);
    this.jobs = jobs;
    this.clock = clock;
    this.states = new LinkedHashMap<>();
    programs.keySet().forEach(service -> states.put(service, new State(1, CronJob.ACTIVE, ROOMY, null, false)));
    StateFile.read(file()).map(text -> Json.read(text, Asked.class))
        .ifPresent(asked -> programs.keySet().forEach(
            service -> states.computeIfPresent(service,
                (_, usual) -> asked.services().getOrDefault(service.key(), usual))));
  }

  /// What is not there, of any service. Such a fault does not outlive the program.
  private enum Missing {
    WORKLOADS, SECRETS, CRON_JOBS
  }

  /// Whether the API server answers, and how fast.
  ClusterMood mood() {
    return mood;
  }

  synchronized void loseWorkloads() {
    missing.add(Missing.WORKLOADS);
  }

  synchronized void loseSecrets() {
    missing.add(Missing.SECRETS);
  }

  synchronized void loseCronJobs() {
    missing.add(Missing.CRON_JOBS);
  }

  /// Ends every fault of the cluster itself.
  void heal() {
    mood.end();
    synchronized (this) {
      missing.clear();
    }
  }

  /// What has been asked for of one service.
  ///
  /// @param fault why its pod does not run, or null
  /// @param failing whether the Jobs of its CronJob fail
  record State(int replicas, CronJob backups, long capacity, @Nullable PodFault fault, boolean failing) {
    State scaled(int wanted) {
      return new State(wanted, backups, capacity, fault, failing);
    }

    State backedUp(CronJob wanted) {
      return new State(replicas, wanted, capacity, fault, failing);
    }

    State limited(long most) {
      return new State(replicas, backups, most, fault, failing);
    }

    State faulty(@Nullable PodFault why) {
      return new State(replicas, backups, capacity, why, failing);
    }

    State failing(boolean fails) {
      return new State(replicas, backups, capacity, fault, fails);
    }
  }

  /// What has been asked for of each service, by [SandboxService#key].
  record Asked(Map<String, State> services) {}

  /// Brings every workload to the replicas asked for.
  synchronized void reconcile() {
    programs.keySet().forEach(this::reconcile);
  }

  private void reconcile(SandboxService service) {
    var program = program(service);
    if (state(service).replicas() == 0 || state(service).fault() != null) {
      program.stop();
      return;
    }
    try {
      program.start();
    } catch (Program.BootException _) {
      // As in a cluster: the pod crashes, and the workload is not ready.
      program.stop();
    }
  }

  /// How much the volume of `service` may hold in bytes, or [#ROOMY].
  synchronized void limitVolume(SandboxService service, long capacity) {
    save(service, state(service).limited(capacity));
  }

  /// Lets the pod of `service` fail, or run again.
  synchronized void letPodFail(SandboxService service, @Nullable PodFault fault) {
    save(service, state(service).faulty(fault));
    reconcile(service);
  }

  /// Lets the Jobs of the CronJob of `service` fail, or succeed again.
  synchronized void letBackupsFail(SandboxService service, boolean fail) {
    save(service, state(service).failing(fail));
  }

  /// Starts the program of `service` anew, as when its pod is replaced.
  synchronized void restart(SandboxService service) {
    program(service).stop();
    reconcile(service);
  }

  /// Why the pod of `service` does not run, if that is not for its data.
  synchronized Optional<PodFault> podFault(SandboxService service) {
    return Optional.ofNullable(state(service).fault());
  }

  /// The log of the program of `service`.
  List<String> log(SandboxService service) {
    mood.await();
    return programs.containsKey(service) ? program(service).log() : List.of();
  }

  /// What the cluster tells of a CronJob, if there is one of that name.
  synchronized Optional<Symptoms.BackupJob> backupJob(String namespace, String name) {
    mood.await();
    return withCronJob(namespace, name).map(service -> {
      var state = state(service);
      return new Symptoms.BackupJob(state.backups() == CronJob.SUSPENDED, "0 2 * * *", night(0),
          night(state.failing() ? 1 : 0),
          state.failing() ? "BackoffLimitExceeded: Job has reached the specified backoff limit" : "");
    });
  }

  @Override
  public synchronized Optional<Workload> workload(WorkloadRef ref) {
    mood.await();
    return missing.contains(Missing.WORKLOADS)
        ? Optional.empty()
        : service(ref.namespace()).filter(service -> ref.equals(service.workload())).map(this::workload);
  }

  private Workload workload(SandboxService service) {
    var replicas = state(service).replicas();
    return new Workload(replicas, replicas, program(service).running() ? replicas : 0, List.of());
  }

  @Override
  public synchronized void scale(WorkloadRef ref, int replicas) {
    mood.await();
    var service = service(ref.namespace()).filter(found -> ref.equals(found.workload()))
        .orElseThrow(() -> new ClusterException("could not scale " + ref + ": there is no such workload"));
    save(service, state(service).scaled(replicas));
    reconcile(service);
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
    mood.await();
    return service(namespace).filter(service -> claim.equals(service.claim())).map(this::volume);
  }

  private Volume volume(SandboxService service) {
    var users = new ArrayList<String>();
    if (program(service).running()) {
      users.add(service.pod());
    }
    jobs.activeOn(service.claim()).forEach(name -> users.add(name.value()));
    return new Volume(state(service).capacity(), users);
  }

  @Override
  public synchronized Optional<CronJob> cronJob(String namespace, String name) {
    mood.await();
    return withCronJob(namespace, name).map(service -> state(service).backups());
  }

  @Override
  public synchronized void setCronJob(String namespace, String name, CronJob wanted) {
    mood.await();
    var service = withCronJob(namespace, name).orElseThrow(() -> new ClusterException(
        "could not change the CronJob " + namespace + "/" + name + ": there is none"));
    save(service, state(service).backedUp(wanted));
  }

  @Override
  public Optional<String> secret(String namespace, String secret, String key) {
    mood.await();
    if (isMissing(Missing.SECRETS)
        || service(namespace).filter(service -> secret.equals(service.secret())).isEmpty()) {
      return Optional.empty();
    }
    return switch (key) {
      case "access-key" -> Optional.of(store.secret().accessKey());
      case "secret-key" -> Optional.of(store.secret().secretKey());
      default -> Optional.ofNullable(entries.get(key));
    };
  }

  /// From now on the Secret of each service has that entry, too.
  void setSecret(String key, String value) {
    entries.put(key, value);
  }

  @Override
  public void note(WorkloadRef ref, String run, Note note) {
    var notes = world.resolve("notes.txt");
    try {
      Files.writeString(notes, run + " " + note.reason() + ": " + note.message() + "\n", StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ClusterException(Kind.UNAVAILABLE, "could not write to " + notes, e);
    }
  }

  @Override
  public synchronized void start(Job job) {
    mood.await();
    switch (job.volume()) {
      case Job.Mount mount -> jobs.start(job, volume(job.id(), mount), resolve(job));
      case Job.Fresh _ -> jobs.startAlone(job, resolve(job));
    }
  }

  private Path volume(JobId id, Job.Mount mount) {
    return service(id.namespace()).filter(found -> found.claim().equals(mount.claim()))
        .orElseThrow(() -> new ClusterException("could not start the Job " + id + ": there is no volume "
            + id.namespace() + "/" + mount.claim()))
        .volume(world);
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
    mood.await();
    return here(id) ? jobs.status(id.name()) : new JobStatus.Absent();
  }

  @Override
  public JobStatus follow(JobId id, Consumer<String> line) throws InterruptedException {
    mood.await();
    return here(id) ? jobs.follow(id.name(), line) : new JobStatus.Absent();
  }

  @Override
  public JobStatus follow(JobId id, Predicate<String> last, Duration atMost) throws InterruptedException {
    mood.await();
    return here(id) ? jobs.follow(id.name(), last, atMost) : new JobStatus.Absent();
  }

  @Override
  public boolean tells(String namespace) {
    mood.await();
    return true;
  }

  @Override
  public Optional<Told> tell(JobId id, String line) {
    mood.await();
    return here(id) && jobs.tell(id.name(), line) ? Optional.of(() -> {
      // What was said lies in the pipe.
    }) : Optional.empty();
  }

  @Override
  public List<String> output(JobId id, Duration atMost) {
    mood.await();
    return here(id) ? jobs.output(id.name()) : List.of();
  }

  @Override
  public synchronized void delete(JobId id) {
    mood.await();
    if (here(id)) {
      jobs.delete(id.name());
    }
  }

  @Override
  public void discard(JobId id) {
    delete(id);
  }

  /// Two o'clock in the night so many nights before the last.
  private Instant night(int before) {
    return clock.instant().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(2))
        .minus(Duration.ofDays(before));
  }

  private boolean here(JobId id) {
    return service(id.namespace()).isPresent();
  }

  private synchronized boolean isMissing(Missing what) {
    return missing.contains(what);
  }

  private Optional<SandboxService> withCronJob(String namespace, String name) {
    return isMissing(Missing.CRON_JOBS)
        ? Optional.empty()
        : service(namespace).filter(service -> name.equals(service.cronJob()));
  }

  /// The service of that namespace, if there is one.
  Optional<SandboxService> service(String namespace) {
    return programs.keySet().stream().filter(service -> service.label().equals(namespace)).findFirst();
  }

  private Program program(SandboxService service) {
    return Objects.requireNonNull(programs.get(service), "a service without a program");
  }

  private State state(SandboxService service) {
    return Objects.requireNonNull(states.get(service), "a service without a state");
  }

  private void save(SandboxService service, State next) {
    if (!next.equals(states.put(service, next))) {
      var asked = new LinkedHashMap<String, State>();
      states.forEach((each, state) -> asked.put(each.key(), state));
      StateFile.write(file(), Json.write(new Asked(asked)));
    }
  }

  private Path file() {
    return world.resolve("cluster.json");
  }
}
