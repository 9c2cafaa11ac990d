package dev.restorebot.jobs;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.Note;
import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The cluster, for each answer of which a step waits for a reason that can be told. Thread-safe.
public record ClusterWaits(Cluster cluster) implements Cluster {
  @Override
  public Optional<Workload> workload(WorkloadRef ref) {
    try (var _ = Waits.begun("the cluster to say how " + ref + " stands")) {
      return cluster.workload(ref);
    }
  }

  @Override
  public void scale(WorkloadRef ref, int replicas) {
    try (var _ = Waits.begun("the cluster to take how many replicas " + ref + " shall have")) {
      cluster.scale(ref, replicas);
    }
  }

  @Override
  public Optional<Workload> awaitReady(WorkloadRef ref, int replicas, Duration atMost) throws InterruptedException {
    try (var _ = Waits.begun(ref + " to be ready")) {
      return cluster.awaitReady(ref, replicas, atMost);
    }
  }

  @Override
  public Optional<Volume> volume(String namespace, String claim) {
    try (var _ = Waits.begun("the cluster to say who uses the volume " + claim)) {
      return cluster.volume(namespace, claim);
    }
  }

  @Override
  public Optional<Volume> awaitUnused(WorkloadRef ref, String claim, Duration atMost) throws InterruptedException {
    try (var _ = Waits.begun("the pods of " + ref + " to end")) {
      return cluster.awaitUnused(ref, claim, atMost);
    }
  }

  @Override
  public Optional<CronJob> cronJob(String namespace, String name) {
    try (var _ = Waits.begun("the cluster to say how the CronJob " + name + " stands")) {
      return cluster.cronJob(namespace, name);
    }
  }

  @Override
  public void setCronJob(String namespace, String name, CronJob state) {
    try (var _ = Waits.begun("the cluster to take whether the CronJob " + name + " is suspended")) {
      cluster.setCronJob(namespace, name, state);
    }
  }

  @Override
  public Optional<String> secret(String namespace, String secret, String key) {
    try (var _ = Waits.begun("the cluster to give the Secret " + secret)) {
      return cluster.secret(namespace, secret, key);
    }
  }

  @Override
  public void note(WorkloadRef ref, String run, Note note) {
    try (var _ = Waits.begun("the cluster to take the Event " + note.reason())) {
      cluster.note(ref, run, note);
    }
  }

  @Override
  public void start(Job job) {
    try (var _ = Waits.begun("the cluster to take the Job " + job.id())) {
      cluster.start(job);
    }
  }

  @Override
  public JobStatus job(JobId id) {
    try (var _ = Waits.begun("the cluster to say how the Job " + id + " stands")) {
      return cluster.job(id);
    }
  }

  @Override
  public JobStatus follow(JobId id, Consumer<String> line) throws InterruptedException {
    try (var _ = Waits.begun("the Job " + id)) {
      return cluster.follow(id, line);
    }
  }

  @Override
  public JobStatus follow(JobId id, Predicate<String> last, Duration atMost) throws InterruptedException {
    try (var _ = Waits.begun("an answer of the Job " + id)) {
      return cluster.follow(id, last, atMost);
    }
  }

  @Override
  public boolean tells(String namespace) {
    try (var _ = Waits.begun("the cluster to say whether Jobs can be told anything")) {
      return cluster.tells(namespace);
    }
  }

  @Override
  public Optional<Told> tell(JobId id, String line) {
    try (var _ = Waits.begun("the cluster to let the Job " + id + " be told something")) {
      return cluster.tell(id, line);
    }
  }

  @Override
  public List<String> output(JobId id, Duration atMost) throws InterruptedException {
    try (var _ = Waits.begun("what the Job " + id + " has written")) {
      return cluster.output(id, atMost);
    }
  }

  @Override
  public void delete(JobId id) throws InterruptedException {
    try (var _ = Waits.begun("the Job " + id + " to be gone")) {
      cluster.delete(id);
    }
  }

  @Override
  public void discard(JobId id) {
    try (var _ = Waits.begun("the cluster to take that the Job " + id + " is to go")) {
      cluster.discard(id);
    }
  }
}
