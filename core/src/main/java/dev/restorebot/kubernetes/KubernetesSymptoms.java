package dev.restorebot.kubernetes;

import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a Kubernetes cluster tells of how a workload fares. No question is asked again: people wait. Thread-safe.
public final class KubernetesSymptoms implements Symptoms {
  private static final int PODS = 20;
  private static final int WARNINGS = 10;

  private final KubernetesClient client;
  private final Requests requests = new Requests(Duration.ZERO);
  private final Workloads workloads;
  private final BackupJobs backupJobs;

  /// Asks through `client`, as [KubernetesClients] makes it; it is closed by whoever had it made.
  public KubernetesSymptoms(KubernetesClient client) {
    this.client = client;
    this.workloads = new Workloads(client, requests);
    this.backupJobs = new BackupJobs(client, requests);
  }

  @Override
  public Optional<Workload> workload(WorkloadRef ref) {
    return workloads.workload(ref);
  }

  @Override
  public List<Pod> pods(WorkloadRef ref) {
    return newestFirst(ref).stream().map(PodSymptoms::of).toList();
  }

  private List<io.fabric8.kubernetes.api.model.Pod> newestFirst(WorkloadRef ref) {
    return workloads.object(ref).map(Workloads::selector).map(selector -> requests
        .ask("list the pods of " + ref, () -> client.pods().inNamespace(ref.namespace()).withLabelSelector(selector)
            .list().getItems()))
        .orElse(List.of()).stream()
        .sorted(Comparator.comparing((io.fabric8.kubernetes.api.model.Pod pod) -> pod.getMetadata()
            .getCreationTimestamp()).reversed())
        .limit(PODS).toList();
  }

  @Override
  public List<Warning> warnings(WorkloadRef ref, String claim) {
    var names = new TreeSet<String>();
    names.add(ref.name());
    names.add(claim);
    newestFirst(ref).forEach(pod -> names.add(pod.getMetadata().getName()));
    return requests.ask("list the warnings in namespace " + ref.namespace(), () -> client.v1().events()
        .inNamespace(ref.namespace()).withField("type", "Warning").list().getItems()).stream()
        .filter(event -> concerns(event, names, ref))
        .map(PodSymptoms::warning).sorted(Comparator.comparing(Warning::last).reversed()).limit(WARNINGS).toList();
  }

  /// A ReplicaSet is called after its Deployment, with a hash behind.
  private static boolean concerns(Event event, Set<String> names, WorkloadRef ref) {
    var about = event.getInvolvedObject();
    return about.getName() != null && (names.contains(about.getName())
        || ("ReplicaSet".equals(about.getKind()) && about.getName().startsWith(ref.name() + "-")));
  }

  @Override
  public List<String> log(WorkloadRef ref, int lines) {
    var pod = newestFirst(ref).stream().findFirst();
    return pod.map(found -> new PodTail(client, requests, found).lines(lines)).orElse(List.of());
  }

  @Override
  public Optional<BackupJob> backupJob(String namespace, String name) {
    return backupJobs.job(namespace, name);
  }
}
