package dev.restorebot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.Optional;

/// The entries of Secrets. Thread-safe. What it reads goes to its caller and nowhere else.
final class Secrets {
  private final KubernetesClient client;
  private final Requests requests;

  Secrets(KubernetesClient client, Requests requests) {
    this.client = client;
    this.requests = requests;
  }

  Optional<String> entry(String namespace, String secret, String key) {
    return requests.ask("read the Secret " + namespace + "/" + secret,
        () -> Optional.ofNullable(client.secrets().inNamespace(namespace).withName(secret).get()))
        .flatMap(found -> Optional.ofNullable(found.getData()))
        .flatMap(data -> Optional.ofNullable(data.get(key)))
        .map(value -> new String(Base64.getDecoder().decode(value), UTF_8));
  }
}
