package dev.restorebot.engine;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.Note;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.WorkerCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// A cluster of one service, in memory: it does what it is told as slowly as a test wants, and writes down what that was.
public final class FakeCluster implements Cluster {
  public final List<String> told = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();
  /// The Jobs that were started.
  public final List<Job> started = new ArrayList<>();
  /// What the next Jobs report, in order; a Job for which nothing is left is killed.
  public final Deque<Report> reports = new ArrayDeque<>();
  /// What each Secret holds.
  public String secret = "secret";
  int replicas = 1;
  int ready = 1;
  /// Pods that use the volume and do not end.
  List<String> stuck = List.of();
  /// How long it was waited for what did not come.
  Duration waited = Duration.ZERO;
  /// What becomes of a Job that is killed, and what it had written.
  JobStatus.End end = JobStatus.End.UNEXPLAINED;
  List<String> output = List.of();
  /// False if the cluster fails whoever asks for it.
  public boolean outputIsTold = true;
  /// The operations for the end of whose Jobs it was waited.
  public final List<String> gone = new ArrayList<>();
  /// The operations of the Jobs that were to go without anybody waiting for it, and how many replicas were wanted then.
  final List<String> discarded = new ArrayList<>();
  /// Released for each Job that is being followed.
  public final Semaphore follows = new Semaphore(0);
  /// Without a permit no Job ends.
  public final Semaphore held = new Semaphore(1);
  /// False if pods never get ready.
  boolean boots = true;
  /// How the next Jobs stand, in order, before any reports.
  public final Deque<JobStatus> fates = new ArrayDeque<>();
  /// False if it does not answer whoever asks about a Job.
  public boolean answers = true;
  /// Whether Jobs can be told anything.
  public boolean tells;
  /// Whether a Job that listens cannot be told anything all the same.
  public boolean deaf;
  /// What it was told, in order.
  public final List<Order> orders = new ArrayList<>();
  /// What it says then.
  public Function<Order, List<OutputLine>> worker = _ -> List.of();
  /// What happens before it is followed.
  public Runnable beforeFollowing = () -> {
  };
  /// All that it has said.
  private final List<String> said = new ArrayList<>();
  private final WorkerCodec codec;
  private final Map<JobId, JobStatus> jobs = new HashMap<>();

  public FakeCluster(WorkerCodec codec) {
    this.codec = codec;
  }

  @Override
  public Optional<Workload> workload(WorkloadRef ref) {
    return Optional.of(new Workload(replicas, replicas, ready, List.of()));
  }

  @Override
  public void scale(WorkloadRef ref, int wanted) {
    told.add("scale to " + wanted);
    replicas = wanted;
    ready = boots ? wanted : 0;
  }

  @Override
  public Optional<Volume> volume(String namespace, String claim) {
    return Optional.of(new Volume(-1, ready > 0 ? List.of("pds-0") : stuck));
  }

  @Override
  public Optional<CronJob> cronJob(String namespace, String name) {
    return Optional.of(CronJob.ACTIVE);
  }

  @Override
  public void setCronJob(String namespace, String name, CronJob state) {
    told.add(name + " " + state);
  }

  @Override
  public Optional<String> secret(String namespace, String secret, String key) {
    return Optional.of(this.secret);
  }

  @Override
  public Optional<Workload> awaitReady(WorkloadRef ref, int wanted, Duration atMost) {
    waited = ready >= wanted ? waited : waited.plus(atMost);
    return workload(ref);
  }

  @Override
  public Optional<Volume> awaitUnused(WorkloadRef ref, String claim, Duration atMost) {
    var volume = volume(ref.namespace(), claim);
    waited = volume.orElseThrow().users().isEmpty() ? waited : waited.plus(atMost);
    return volume;
  }

  @Override
  public void note(WorkloadRef ref, String run, Note note) {
    told.add(note.reason());
    notes.add(note);
  }

  @Override
  public void start(Job job) {
    told.add("start " + job.id());
    started.add(job);
    if (job.listens()) {
      jobs.put(job.id(), new JobStatus.Active());
      said.add(codec.write(new OutputLine.Listening()));
      return;
    }
    var fate = fates.poll();
    if (fate != null) {
      jobs.put(job.id(), fate);
      return;
    }
    var report = reports.poll();
    jobs.put(job.id(), report == null
        ? new JobStatus.Failed("", end)
        : new JobStatus.Succeeded(codec.write(
            new OutputLine.Ended(report))));
  }

  /// Somebody deletes the pod of the Job that listens, and another takes its place.
  public void anotherPodListens() {
    said.clear();
    said.add(codec.write(new OutputLine.Listening()));
  }

  /// The Job that listens writes one more line.
  public void says(OutputLine line) {
    said.add(codec.write(line));
  }

  /// The Job ends so.
  public void ends(JobId id, JobStatus status) {
    jobs.put(id, status);
  }

  /// The Job is there and has not ended.
  public void works(JobId id) {
    jobs.put(id, new JobStatus.Active());
  }

  @Override
  public JobStatus job(JobId id) {
    if (!answers) {
      throw new ClusterException(ClusterException.Kind.UNAVAILABLE, "no answer", new IOException("timed out"));
    }
    return jobs.getOrDefault(id, new JobStatus.Absent());
  }

  @Override
  public JobStatus follow(JobId id, Consumer<String> line) throws InterruptedException {
    follows.release();
    held.acquire();
    held.release();
    return job(id);
  }

  @Override
  public JobStatus follow(JobId id, Predicate<String> last, Duration atMost) {
    beforeFollowing.run();
    var _ = List.copyOf(said).stream().anyMatch(last);
    return job(id);
  }

  @Override
  public boolean tells(String namespace) {
    return tells;
  }

  @Override
  public Optional<Told> tell(JobId id, String line) {
    if (deaf) {
      return Optional.empty();
    }
    orders.add(codec.order(line));
    worker.apply(orders.getLast()).stream().map(codec::write).forEach(said::add);
    return Optional.of(() -> told.add("left it"));
  }

  @Override
  public List<String> output(JobId id, Duration atMost) {
    if (!outputIsTold) {
      throw new ClusterException("could not read the log");
    }
    return id.operation().equals(Order.STANDBY) ? said : output;
  }

  @Override
  public void delete(JobId id) {
    if (jobs.remove(id) != null) {
      gone.add(id.operation());
    }
  }

  @Override
  public void discard(JobId id) {
    if (jobs.remove(id) != null) {
      discarded.add(id.operation() + " with " + replicas + " replicas");
    }
  }
}
