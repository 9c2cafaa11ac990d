package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.terminal.Script;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.KubernetesAccess;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.kubernetes.Permissions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What [Permissions] list, and deploy/ grants, is what a restore, an undo, a purge and the check of an installation ask of
/// the API server: each of it is asked for, and nothing else is.
@NeedsApiServer
@Timeout(180)
class UsedPermissionsTest {
  private static final Path SCRIPT = Path.of("src/test/resources/transcripts/undo-and-purge.script");

  @Test
  void areThoseThatAreGranted(@TempDir Path folder) throws Exception {
    var requests = new Requests();
    try (var world = KubernetesWorld.open(folder)) {
      world.grant();
      try (var client = KubernetesClients.fromKubeconfig(world.account().kubeconfig(),
          builder -> builder
              .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("requests", requests)))) {
        var cluster = new KubernetesCluster(client, JobSettings.DEFAULT.with("restorebot"), InstantSource.system());
        var status = Script.of(Files.readAllLines(SCRIPT)).play(world.sandbox(),
            Place.in(world.sandbox()).with(cluster),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), UnaryOperator.identity());
        var access = new KubernetesAccess(client);

        assertThat(access.missing(world.service())).isEmpty();
        world.bindClaim();
        assertThat(access.mountOptions(world.namespace(), "pds-data")).as("it may not look").isEmpty();
        assertThat(status).isZero();
      }
      var listed = Stream.concat(Permissions.of(world.service()).stream(), Permissions.ofTheCheck().stream())
          .map(rule -> rule.verb() + " " + rule.what().split(" ", 2)[0]).collect(Collectors.toCollection(TreeSet::new));

      assertThat(requests.made()).isEqualTo(listed);
    }
  }
}
