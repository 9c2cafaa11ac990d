package dev.restorebot.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Why the cluster makes no pod for a Job, as the Job's controller tells it in Events. Blocks; thread-safe.
final class PodRefusals {
  private static final String BEGINNING = "Error creating: ";
  private static final int LONGEST = 400;

  private final KubernetesClient client;
  private final Requests requests;

  PodRefusals(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  /// What was said last; empty if nothing was, or if restorebot may not list Events.
  Optional<String> of(Job job) {
    var namespace = job.getMetadata().getNamespace();
    var events = requests.askIfAllowed("list the Events in namespace " + namespace,
        () -> client.v1().events().inNamespace(namespace).withField("involvedObject.uid", job.getMetadata().getUid())
            .withField("reason", "FailedCreate").list().getItems());
    return events.orElse(List.of()).stream().filter(event -> event.getMessage() != null)
        .max(Comparator.comparing(PodRefusals::when)).map(PodRefusals::words);
  }

  private static String when(Event event) {
    return event.getLastTimestamp() == null ? "" : event.getLastTimestamp();
  }

  private static String words(Event event) {
    var said = event.getMessage().startsWith(BEGINNING)
        ? event.getMessage().substring(BEGINNING.length())
        : event.getMessage();
    return said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
  }
}
