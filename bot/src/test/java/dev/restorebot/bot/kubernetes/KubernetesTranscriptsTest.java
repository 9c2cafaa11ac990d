package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.terminal.Steady;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.golden.Golden;
import dev.restorebot.kubernetes.Permissions;
import io.fabric8.kubernetes.api.model.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The sandbox's scripts played through a real API server, with the Deployment, ReplicaSet and Job controllers doing their
/// part: people see the same, word for word.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubernetesTranscriptsTest {
  private static final Path FOLDER = Path.of("src/test/resources/transcripts");

  @Test
  void readsAsInTheSandbox(@TempDir Path folder) throws Exception {
    try (var world = KubernetesWorld.open(folder)) {
      assertReadsAsInTheSandbox("restore", world);

      assertThat(world.admin().v1().events().inNamespace(world.namespace()).list().getItems())
          .filteredOn(event -> "Deployment".equals(event.getInvolvedObject().getKind()))
          .extracting(Event::getReason)
          .contains("RestoreStopped", "RestoreReplaced", "RestoreResumed", "RestoreSealed");
    }
  }

  @Test
  void readsAsInTheSandboxWithAKnot(@TempDir Path folder) throws Exception {
    try (var world = KubernetesWorld.openKnot(folder)) {
      assertReadsAsInTheSandbox("knot-restore", world);
    }
  }

  /// A drill needs no right that a restore does not, and mounts no claim.
  @Test
  void drillsAsInTheSandbox(@TempDir Path folder) throws Exception {
    try (var world = KubernetesWorld.open(folder)) {
      assertReadsAsInTheSandbox("drill", world);
    }
  }

  /// What [Permissions] list, and deploy/ grants, is what a restore, an undo, a purge and the check of an installation ask of
  /// the API server: each of it is asked for, and nothing else is. But no deadline is overlooked here: see [KubernetesJobsTest].
  @Test
  void asksForWhatIsGrantedAndNothingElse(@TempDir Path folder) throws Exception {
    try (var world = KubernetesWorld.open(folder)) {
      assertReadsAsInTheSandbox("undo-and-purge", world);
      world.bindClaim();
      var access = world.access();

      assertThat(access.missing(world.service())).isEmpty();
      assertThat(access.mountOptions(world.namespace(), "pds-data")).as("it may not look").isEmpty();
      assertThat(world.asked()).containsExactlyInAnyOrderElementsOf(
          Stream
              .of(Permissions.of(world.service()), Permissions.ofTheStandby(world.namespace()),
                  Permissions.ofTheCheck())
              .flatMap(List::stream)
              // This server takes the opening of a WebSocket for a GET.
              .filter(rule -> !(rule.subresource().equals("attach") && rule.verb().equals("create")))
              .filter(rule -> !Permissions.ofTheDeadline(world.namespace()).contains(rule))
              .map(rule -> rule.verb() + " " + rule.what().split(" ", 2)[0]).distinct().toList());
    }
  }

  private static void assertReadsAsInTheSandbox(String name, KubernetesWorld world) throws Exception {
    var script = Script.of(Files.readAllLines(FOLDER.resolve(name + ".script"))).unwrapped();
    var sandbox = world.sandbox();
    world.grant();
    var out = new ByteArrayOutputStream();

    var status = script.play(sandbox, Wiring.opening(sandbox, world.place(), UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    var transcript = out.toString(StandardCharsets.UTF_8).replace(world.namespace(), world.name());
    new Golden(FOLDER.resolve(name + ".transcript"))
        .saysToo(Steady.text(transcript) + "exit status " + status + "\n");
    assertThat(world.bot().cronJob(world.namespace(), world.backup())).contains(CronJob.ACTIVE);
    assertThat(world.admin().batch().v1().jobs().inNamespace(world.namespace()).list().getItems()).isEmpty();
  }
}
