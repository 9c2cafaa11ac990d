package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where on this machine the paths of a container are: there are no mounts, so its variables are rewritten instead.
/// Confined to its pod's thread.
final class PodFolders {
  private static final int LONGEST_MESSAGE = 4096;

  private final Path home;
  private final Path terminationMessage;
  private final Map<Path, Path> places = new HashMap<>();

  /// @param home a new folder of this pod
  /// @param claims the folders of claims, by the names of the claims
  PodFolders(Path home, Pod pod, Container container, Map<String, Path> claims) throws IOException {
    this.home = Files.createDirectories(home);
    Files.createDirectory(home.resolve("scratch"));
    terminationMessage = Files.createFile(home.resolve("termination-log"));
    places.put(Path.of(container.getTerminationMessagePath()), terminationMessage);
    for (var mount : container.getVolumeMounts()) {
      var volume = pod.getSpec().getVolumes().stream()
          .filter(candidate -> candidate.getName().equals(mount.getName())).findFirst().orElseThrow();
      var subPath = Optional.ofNullable(mount.getSubPath()).orElse("");
      folder(volume, claims).ifPresent(
          folder -> places.put(Path.of(mount.getMountPath()), subPath.isEmpty() ? folder : folder.resolve(subPath)));
    }
  }

  private Optional<Path> folder(Volume volume, Map<String, Path> claims) throws IOException {
    var claim = volume.getPersistentVolumeClaim();
    if (claim != null) {
      return Optional.ofNullable(claims.get(claim.getClaimName()));
    }
    if (volume.getEmptyDir() != null) {
      return Optional.of(Files.createDirectories(home.resolve("volumes").resolve(volume.getName())));
    }
    return Optional.empty(); // as the token of a service account
  }

  /// The folder that the process starts in, with a folder `scratch`.
  Path home() {
    return home;
  }

  /// The same variables, with each value that is a path in a mount, or of the termination message, made one of this machine.
  Map<String, String> rewrite(Map<String, String> variables) {
    var rewritten = new HashMap<String, String>();
    variables.forEach((name, value) -> rewritten.put(name, rewrite(value)));
    return rewritten;
  }

  private String rewrite(String value) {
    if (!value.startsWith("/") || value.indexOf('\0') >= 0) {
      return value;
    }
    var path = Path.of(value);
    return places.keySet().stream().filter(path::startsWith).max(Comparator.comparingInt(Path::getNameCount))
        .map(place -> Optional.ofNullable(places.get(place)).orElseThrow().resolve(place.relativize(path)).toString())
        .orElse(value);
  }

  /// What the process has left for Kubernetes, cut as Kubernetes cuts it.
  String terminationMessage() {
    try {
      var bytes = Files.readAllBytes(terminationMessage);
      return new String(bytes, 0, Math.min(bytes.length, LONGEST_MESSAGE), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
