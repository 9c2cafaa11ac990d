package dev.restorebot.run;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobName;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.WorkerCodec;
import dev.restorebot.worker.WorkerCodec.Line;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cluster of one service, in memory: it does what it is told as slowly as a test wants, and writes down what that was.
final class FakeCluster implements Cluster {
  final List<String> told = new ArrayList<>();
  /// What the next Jobs report, in order; a Job for which nothing is left is killed.
  final Deque<Report> reports = new ArrayDeque<>();
  int replicas = 1;
  int ready = 1;
  /// Pods that use the volume and do not end.
  List<String> stuck = List.of();
  /// False if pods never get ready.
  boolean boots = true;
  private final WorkerCodec codec;
  private final Map<JobName, JobStatus> jobs = new HashMap<>();

  FakeCluster(WorkerCodec codec) {
    this.codec = codec;
  }

  @Override
  public Optional<Workload> workload(WorkloadRef ref) {
    return Optional.of(new Workload(replicas, ready));
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
    return Optional.of("secret");
  }

  @Override
  public void start(Job job) {
    told.add("start " + job.name());
    var report = reports.poll();
    jobs.put(job.name(), report == null
        ? new JobStatus.Failed("")
        : new JobStatus.Succeeded(codec.write(
            new Line.Ended(report))));
  }

  @Override
  public JobStatus job(String namespace, JobName name) {
    return jobs.getOrDefault(name, new JobStatus.Absent());
  }

  @Override
  public JobStatus await(String namespace, JobName name, Duration atMost) {
    return job(namespace, name);
  }

  @Override
  public List<String> output(String namespace, JobName name) {
    return List.of();
  }

  @Override
  public void delete(String namespace, JobName name) {
    jobs.remove(name);
  }
}
