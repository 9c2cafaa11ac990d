package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.Optional;

/// What a kubelet checks of a container before it creates it.
final class PodConfiguration {
  private PodConfiguration() {}

  /// Passes what may be created.
  ///
  /// @throws NotStarted if the container must not run as root and nothing says that it does not
  static void check(Pod pod, Container container) throws NotStarted {
    var here = Optional.ofNullable(container.getSecurityContext());
    var ofPod = Optional.ofNullable(pod.getSpec().getSecurityContext());
    var notRoot = here.map(SecurityContext::getRunAsNonRoot).or(() -> ofPod.map(PodSecurityContext::getRunAsNonRoot));
    var user = here.map(SecurityContext::getRunAsUser).or(() -> ofPod.map(PodSecurityContext::getRunAsUser));
    if (!notRoot.orElse(false) || user.orElse(0L) != 0) {
      return;
    }
    var metadata = pod.getMetadata();
    throw NotStarted.badConfiguration("%s (pod: \"%s_%s(%s)\", container: %s)".formatted(
        user.isPresent()
            ? "container's runAsUser breaks non-root policy"
            : "container has runAsNonRoot and image will run as root",
        metadata.getName(), metadata.getNamespace(), metadata.getUid(), container.getName()));
  }
}
