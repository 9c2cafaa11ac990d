package dev.restorebot.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The objects of one overlay.
record Overlay(Path folder, List<HasMetadata> objects) {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("(?m)^---\n");

  /// The folders of all of them.
  static List<Path> folders() {
    return list(root().resolve("overlays"));
  }

  /// What `kubectl kustomize` makes of it.
  static Overlay build(Path folder) throws IOException, InterruptedException {
    var said = Kubectl.run("kustomize", folder.toString());
    assertThat(said.status()).as(said.err()).isZero();
    return new Overlay(folder, documents(said.out()).toList());
  }

  /// All that its files say, whether `kustomization.yaml` names them or not.
  static Overlay read(Path folder) throws IOException {
    var objects = new ArrayList<HasMetadata>();
    for (var file : list(folder)) {
      if (!file.endsWith("kustomization.yaml")) {
        documents(Files.readString(file)).forEach(objects::add);
      }
    }
    return new Overlay(folder, objects);
  }

  private static Stream<HasMetadata> documents(String text) {
    return BETWEEN_DOCUMENTS.splitAsStream(text).map(document -> SERIALIZATION.unmarshal(document));
  }

  /// This and what `other` has.
  Overlay with(Overlay other) {
    return new Overlay(folder, Stream.concat(objects.stream(), other.objects.stream()).toList());
  }

  /// The files from which it is made, of the base too.
  List<Path> sources() {
    return Stream.of(root().resolve("base"), folder).flatMap(part -> list(part).stream()).toList();
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T only(Class<T> type) {
    assertThat(all(type)).hasSize(1);
    return all(type).getFirst();
  }

  private static List<Path> list(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder `deploy`. Surefire starts tests in their module's folder, an IDE perhaps in the project's.
  static Path root() {
    var here = Path.of("").toAbsolutePath();
    return (Files.isRegularFile(here.resolve("mvnw")) ? here : requireNonNull(here.getParent())).resolve("deploy");
  }
}
