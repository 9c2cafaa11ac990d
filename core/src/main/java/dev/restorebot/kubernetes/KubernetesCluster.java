package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.Note;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A Kubernetes cluster, from 1.20 on. Thread-safe.
public final class KubernetesCluster implements Cluster {
  /// How long something may be wrong with a Job before it counts as stuck.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final JobSettings settings;
  private final InstantSource time;
  private final Duration patience;
  private final Workloads workloads;
  private final Claims claims;
  private final CronJobs cronJobs;
  private final Secrets secrets;
  private final Notes notes;
  private final Jobs jobs;
  private final Reviews reviews;

  /// @param client as [KubernetesClients] makes it; closed by whoever had it made
  /// @param settings with the image of the Jobs
  public KubernetesCluster(KubernetesClient client, JobSettings settings, InstantSource time) {
    this(client, settings, time, PATIENCE);
  }

  /// @param patience how long something may be wrong with a Job before it counts as stuck
  public KubernetesCluster(KubernetesClient client, JobSettings settings, InstantSource time, Duration patience) {
    var requests = new Requests(Requests.PATIENCE);
    this.client = client;
    this.settings = settings;
    this.time = time;
    this.patience = patience;
    this.workloads = new Workloads(client, requests);
    this.claims = new Claims(client, requests);
    this.cronJobs = new CronJobs(client, requests);
    this.secrets = new Secrets(client, requests);
    this.notes = new Notes(client, requests, workloads, time);
    this.jobs = new Jobs(client, requests, settings, time);
    this.reviews = new Reviews(client, requests);
  }

  @Override
  public Optional<Workload> workload(WorkloadRef ref) {
    return workloads.workload(ref);
  }

  @Override
  public void scale(WorkloadRef ref, int replicas) {
    workloads.scale(ref, replicas);
  }

  @Override
  public Optional<Workload> awaitReady(WorkloadRef ref, int replicas, Duration atMost) throws InterruptedException {
    return Watches.settled(List.of(workloads.resource(ref)), () -> workload(ref),
        workload -> workload.ready() >= replicas, Watches.Waiting.atMost(time, atMost));
  }

  @Override
  public Optional<Volume> volume(String namespace, String claim) {
    return claims.volume(namespace, claim);
  }

  @Override
  public Optional<Volume> awaitUnused(WorkloadRef ref, String claim, Duration atMost) throws InterruptedException {
    var watched = List.of(workloads.resource(ref), client.pods().inNamespace(ref.namespace()));
    return Watches.settled(watched, () -> standing(ref, claim), VolumeUse::unused,
        Watches.Waiting.atMost(time, atMost)).map(VolumeUse::volume);
  }

  /// A volume, and how many pods the workload has that may use it.
  private record VolumeUse(Volume volume, int pods) {
    private boolean unused() {
      return pods == 0 && volume.users().isEmpty();
    }
  }

  /// The workload first: a pod that its controllers had not counted yet then shows among the users.
  private Optional<VolumeUse> standing(WorkloadRef ref, String claim) {
    var pods = workloads.pods(ref);
    return volume(ref.namespace(), claim).map(volume -> new VolumeUse(volume, pods));
  }

  @Override
  public Optional<CronJob> cronJob(String namespace, String name) {
    return cronJobs.cronJob(namespace, name);
  }

  @Override
  public void setCronJob(String namespace, String name, CronJob state) {
    cronJobs.set(namespace, name, state);
  }

  @Override
  public Optional<String> secret(String namespace, String secret, String key) {
    return secrets.entry(namespace, secret, key);
  }

  @Override
  public void note(WorkloadRef ref, String run, Note note) {
    notes.note(ref, run, note);
  }

  @Override
  public void start(Job job) {
    jobs.start(job);
  }

  @Override
  public JobStatus job(JobId id) {
    return jobs.status(id);
  }

  @Override
  public JobStatus follow(JobId id, Consumer<String> line) throws InterruptedException {
    return new JobFollower(client, jobs, time, patience).follow(id, settings, text -> {
      line.accept(text);
      return false;
    }, Optional.empty());
  }

  @Override
  public JobStatus follow(JobId id, Predicate<String> last, Duration atMost) throws InterruptedException {
    return new JobFollower(client, jobs, time, patience).follow(id, settings, last,
        Optional.of(time.instant().plus(atMost)));
  }

  @Override
  public boolean tells(String namespace) {
    return reviews.missing(Permissions.ofTheStandby(namespace)).isEmpty();
  }

  @Override
  public Optional<Told> tell(JobId id, String line) {
    return jobs.tell(id, line);
  }

  @Override
  public List<String> output(JobId id, Duration atMost) throws InterruptedException {
    return jobs.output(id, atMost);
  }

  @Override
  public void delete(JobId id) throws InterruptedException {
    jobs.delete(id);
  }

  @Override
  public void discard(JobId id) {
    jobs.discard(id);
  }
}
