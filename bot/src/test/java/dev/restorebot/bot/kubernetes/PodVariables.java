package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The variables of a container: literal values, keys of Secrets and of ConfigMaps. Thread-safe.
final class PodVariables {
  private final KubeletApi api;

  PodVariables(KubeletApi api) {
    this.api = api;
  }

  /// Reads them from the API server. Blocks.
  ///
  /// @throws NotStarted with the words of a real kubelet, if one is missing
  Map<String, String> of(Pod pod, Container container) throws NotStarted, InterruptedException {
    var variables = new LinkedHashMap<String, String>();
    for (var variable : container.getEnv()) {
      value(pod, variable, variables).ifPresent(value -> variables.put(variable.getName(), value));
    }
    return variables;
  }

  private Optional<String> value(Pod pod, EnvVar variable, Map<String, String> before)
      throws NotStarted, InterruptedException {
    EnvVarSource source = variable.getValueFrom();
    if (source == null) {
      return Optional.of(Expansion.expand(Optional.ofNullable(variable.getValue()).orElse(""), before));
    }
    var namespace = pod.getMetadata().getNamespace();
    var secret = source.getSecretKeyRef();
    if (secret != null) {
      return key(new Reference("Secret", namespace, secret.getName(), secret.getKey(), secret.getOptional()),
          secretData(namespace, secret.getName()));
    }
    var map = source.getConfigMapKeyRef();
    if (map != null) {
      return key(new Reference("ConfigMap", namespace, map.getName(), map.getKey(), map.getOptional()),
          configuration(namespace, map.getName()));
    }
    throw new UnsupportedOperationException("this kubelet knows no such source of " + variable.getName());
  }

  private record Reference(String kind, String namespace, String name, String key, Boolean optional) {}

  private static Optional<String> key(Reference from, Optional<Map<String, String>> data) throws NotStarted {
    var value = data.map(known -> known.get(from.key()));
    if (value.isPresent() || Boolean.TRUE.equals(from.optional())) {
      return value;
    }
    throw NotStarted.badConfiguration(data.isEmpty()
        ? from.kind().toLowerCase(Locale.ROOT) + " \"" + from.name() + "\" not found"
        : "couldn't find key " + from.key() + " in " + from.kind() + " " + from.namespace() + "/" + from.name());
  }

  private Optional<Map<String, String>> secretData(String namespace, String name) throws InterruptedException {
    var found = api.insist(() -> api.client().secrets().inNamespace(namespace).withName(name).get());
    return Optional.ofNullable(found).map(secret -> {
      var values = new LinkedHashMap<String, String>();
      secret.getData().forEach(
          (key, value) -> values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
      return values;
    });
  }

  private Optional<Map<String, String>> configuration(String namespace, String name)
      throws InterruptedException {
    var found = api.insist(() -> api.client().configMaps().inNamespace(namespace).withName(name).get());
    return Optional.ofNullable(found).map(ConfigMap::getData);
  }
}
