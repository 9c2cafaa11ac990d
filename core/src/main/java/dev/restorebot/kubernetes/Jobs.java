package dev.restorebot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.restorebot.cluster.Cluster.Told;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.Watchable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// restorebot's own Jobs. Thread-safe.
final class Jobs {
  private static final Logger LOG = System.getLogger(Jobs.class.getName());
  /// How long a pod that is deleted may take to end; it is asked to, and killed half a minute later.
  private static final Duration TO_END = Duration.ofMinutes(1);
  private static final int ATTEMPTS_AT_A_LOG = 3;
  /// What mounts no volume, or only reads for those who ask what is wrong.
  private static final Set<String> IN_NOBODYS_WAY = Set.of("drill", "examine");

  private final KubernetesClient client;
  private final Requests requests;
  private final PodRefusals refusals;
  private final JobSettings settings;
  private final InstantSource time;

  Jobs(KubernetesClient client, Requests requests, JobSettings settings, InstantSource time) {
    this.client = client;
    this.requests = requests;
    this.refusals = new PodRefusals(client, requests);
    this.settings = settings;
    this.time = time;
  }

  void start(Job job) {
    if (!IN_NOBODYS_WAY.contains(job.id().operation())) {
      refuseBesideAnother(job.id());
    }
    var manifest = JobManifest.of(job, settings);
    var attempts = new AtomicInteger();
    requests.tell("start the Job " + job.id() + " in namespace " + job.id().namespace(), () -> {
      try {
        attempts.incrementAndGet();
        client.batch().v1().jobs().inNamespace(job.id().namespace()).resource(manifest).create();
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempts.get() == 1 || !isOurs(job.id())) {
          throw e;
        } // else an attempt before this one has made it, and its answer was lost
      }
    });
  }

  private boolean isOurs(JobId id) {
    var there = resource(id).get();
    return there != null && Labels.has(there, Labels.of(id));
  }

  private void refuseBesideAnother(JobId id) {
    var others = requests.ask("list the Jobs in namespace " + id.namespace(), () -> client.batch().v1().jobs()
        .inNamespace(id.namespace()).withLabels(Labels.of(id.service())).list().getItems());
    others.stream().filter(other -> !id.run().equals(other.getMetadata().getLabels().get(Labels.RUN)))
        .filter(other -> !IN_NOBODYS_WAY.contains(other.getMetadata().getLabels().get(Labels.OPERATION)))
        .filter(other -> JobView.condition(other, "Complete").isEmpty()
            && JobView.condition(other, "Failed").isEmpty())
        .findFirst().ifPresent(other -> {
          throw new ClusterException("could not start the Job " + id + ": the Job " + other.getMetadata().getName()
              + " has not ended, and " + JobState.whose(other) + ". Wait until it has, or delete it");
        });
  }

  JobStatus status(JobId id) {
    return JobState.of(id, view(id), settings);
  }

  JobView view(JobId id) {
    var job = requests.ask("read the Job " + id + " in namespace " + id.namespace(),
        () -> Optional.ofNullable(resource(id).get()));
    return new JobView(job, job.isEmpty() ? List.of() : pods(id));
  }

  /// What changes when something happens to a Job.
  List<Watchable<?>> watched(JobId id) {
    return List.of(resource(id), client.pods().inNamespace(id.namespace()).withLabels(Labels.of(id)));
  }

  /// What may be wrong with one that has not ended.
  ///
  /// @param patience how long most things may be wrong
  Optional<JobTrouble> trouble(JobView view, Duration patience) {
    return JobTrouble.of(view, Optional.empty(), settings, patience);
  }

  /// The same once it has lasted too long: with why the cluster makes no pod, for which it is asked.
  Optional<JobStatus> stuck(JobView view, Duration patience) {
    var refusal = view.pods().isEmpty() ? view.job().flatMap(refusals::of) : Optional.<String>empty();
    return JobTrouble.of(view, refusal, settings, patience).map(JobTrouble::status);
  }

  List<String> output(JobId id, Duration atMost) throws InterruptedException {
    var pod = view(id).pod().filter(JobView::began);
    return pod.isEmpty() ? List.of() : output(pod.get(), atMost);
  }

  /// The whole lines that a pod has written; none if its log is lost, or is not told within `atMost`: a node that is busy with its disk
  /// lets who asks wait.
  List<String> output(Pod pod, Duration atMost) throws InterruptedException {
    var asked = new FutureTask<>(() -> output(pod));
    Thread.ofVirtual().name("output-of-" + pod.getMetadata().getName()).start(asked);
    try {
      return asked.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return List.of();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } finally {
      asked.cancel(true);
    }
  }

  private List<String> output(Pod pod) {
    var metadata = pod.getMetadata();
    var attempts = new AtomicInteger();
    var text = requests.ask("read the log of the pod " + metadata.getNamespace() + "/" + metadata.getName(), () -> {
      try {
        return client.pods().inNamespace(metadata.getNamespace()).withName(metadata.getName())
            .inContainer(JobManifest.CONTAINER).getLog();
      } catch (KubernetesClientException e) {
        if (isLost(e, attempts.incrementAndGet())) {
          return "";
        }
        throw e;
      }
    });
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /// The pod or its container is gone, or its node does not answer the API server, which says so each time.
  private static boolean isLost(KubernetesClientException e, int attempts) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
        || (e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR && attempts == ATTEMPTS_AT_A_LOG);
  }

  /// Writes a line to the standard input of its program. Empty if the cluster opens no way there.
  Optional<Told> tell(JobId id, String line) {
    var pod = view(id).pod().filter(JobView::began).filter(there -> !Claims.ended(there));
    return pod.flatMap(there -> {
      try {
        // By the pod as it was seen: by its name, the client would read it first, for which there is no permission.
        var way = client.pods().inNamespace(there.getMetadata().getNamespace()).resource(there)
            .inContainer(JobManifest.CONTAINER).redirectingInput().attach();
        return Optional.of(said(way, line));
      } catch (KubernetesClientException e) {
        LOG.log(Level.WARNING, "the cluster lets nobody tell the Job " + id + " anything", e);
        return Optional.empty();
      }
    });
  }

  /// What is lost on the way is not heard, and said again.
  private static Told said(ExecWatch way, String line) {
    try {
      way.getInput().write((line + "\n").getBytes(UTF_8));
      way.getInput().flush();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what a Job was told was lost on the way", e);
    }
    return way::close;
  }

  /// Notes on the Job that it should have ended, so that its controller looks at it.
  void overdue(JobId id, Instant since) {
    var patch = Serialization.asJson(
        Map.of("metadata", Map.of("annotations", Map.of(Labels.OVERDUE, "since " + since))));
    requests.tell("annotate the Job " + id + " in namespace " + id.namespace(), () -> {
      try {
        resource(id).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
          throw e;
        } // else it has just been deleted
      }
    });
  }

  /// A Job of that name that is not this one is left alone.
  void delete(JobId id) throws InterruptedException {
    remove(id, DeletionPropagation.FOREGROUND);
    var left = Watches.settled(watched(id), () -> Optional.of(left(id)), List::isEmpty,
        Watches.Waiting.atMost(time, TO_END)).orElse(List.of());
    if (!left.isEmpty()) {
      throw new ClusterException("could not end the Job " + id + " within " + TO_END.toSeconds() + " seconds: "
          + String.join(", ", left) + " still there. See whether the node is lost");
    }
  }

  /// Returns before its pod is gone. A Job of that name that is not this one is left alone.
  void discard(JobId id) {
    remove(id, DeletionPropagation.BACKGROUND);
  }

  private void remove(JobId id, DeletionPropagation pods) {
    if (ours(id).isPresent()) {
      requests.tell("delete the Job " + id + " in namespace " + id.namespace(),
          () -> resource(id).withPropagationPolicy(pods).delete());
    }
  }

  /// The Job itself, if it is there and is this one.
  private Optional<io.fabric8.kubernetes.api.model.batch.v1.Job> ours(JobId id) {
    return requests.ask("read the Job " + id + " in namespace " + id.namespace(),
        () -> Optional.ofNullable(resource(id).get())).filter(job -> Labels.has(job, Labels.of(id)));
  }

  /// What is still there of it.
  private List<String> left(JobId id) {
    var left = new ArrayList<String>();
    pods(id).forEach(pod -> left.add("its pod " + pod.getMetadata().getName() + " is"));
    ours(id).ifPresent(_ -> left.add("it is"));
    return left;
  }

  private List<Pod> pods(JobId id) {
    return requests.ask("list the pods in namespace " + id.namespace(),
        () -> client.pods().inNamespace(id.namespace()).withLabels(Labels.of(id)).list().getItems());
  }

  private Resource<io.fabric8.kubernetes.api.model.batch.v1.Job> resource(JobId id) {
    return client.batch().v1().jobs().inNamespace(id.namespace()).withName(id.name().value());
  }
}
