package dev.restorebot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A real API server looks at each overlay. It keeps nothing of it but the namespaces, without which it would not look.
@Timeout(120)
@EnabledIfEnvironmentVariable(named = OverlayInAClusterTest.CLUSTER, matches = ".+", disabledReason = "KUBECONFIG_TEST names no cluster, so no API server has looked at the manifests.")
class OverlayInAClusterTest {
  static final String CLUSTER = "KUBECONFIG_TEST";

  @BeforeEach
  void needsKubectl() {
    Kubectl.require();
  }

  @ParameterizedTest
  @MethodSource("dev.restorebot.deploy.Overlay#folders")
  void takesEveryObject(Path folder) throws Exception {
    var overlay = Overlay.build(folder);
    for (var namespace : overlay.objects().stream().map(OverlayInAClusterTest::namespace).flatMap(Stream::of).distinct()
        .toList()) {
      var made = kubectl("create", "namespace", namespace);
      assertThat(made.status() == 0 || made.err().contains("AlreadyExists")).as(made.err()).isTrue();
    }

    var applied = kubectl("apply", "--dry-run=server", "--validate=true", "--kustomize", folder.toString());

    assertThat(applied.status()).as(applied.err()).isZero();
    assertThat(applied.err()).doesNotContainIgnoringCase("unknown").doesNotContainIgnoringCase("invalid");
    assertThat(applied.out().lines()).hasSameSizeAs(overlay.objects())
        .allMatch(line -> line.endsWith("(server dry run)"));
  }

  private static String[] namespace(HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    return namespace == null ? new String[0] : new String[]{namespace};
  }

  private static Kubectl.Said kubectl(String... arguments) throws Exception {
    return Kubectl.run(Stream.concat(Stream.of("--kubeconfig", System.getenv(CLUSTER)), Stream.of(arguments))
        .toArray(String[]::new));
  }
}
