package dev.restorebot.bot.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.console.ConsoleServer;
import dev.restorebot.bot.console.TerminalProcess;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.deploy.Kubectl;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What measures outages in a real cluster, here in one of the tests.
@NeedsApiServer
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class MeasureOutageTest {
  private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();
  private static final String TIMESTAMP = "20260224-020011";

  @TempDir
  private Path folder;

  private record Said(int status, String text) {}

  @BeforeEach
  void kubectl() {
    Kubectl.require();
  }

  private static Said run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", requireNonNull(System.getenv(TestCluster.KUBECONFIG)));
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private Path script(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\nset -eu\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void measuresBothInTurns() throws Exception {
    try (var world = KubernetesWorld.open(folder)) {
      world.grant();
      var file = world.sandbox().configuration();
      Worlds.seatAtTerminals(file);
      var board = new Board(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
      var socket = folder.resolve("restorebot.sock");
      try (
          var bot = Wiring.bot(KubernetesWorld.inRealTime(world.place()), ConfigurationReader.read(file), board, board,
              UnaryOperator.identity());
          var _ = ConsoleServer.open(socket, bot, board)) {
        var said = run(environment(socket, world), DEPLOY.resolve("measure-outage").toString(), "--replace-the-data",
            "pds", TIMESTAMP, world.namespace(), "pds", byHand().toString(), "1");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text().lines().map(line -> line.replaceAll("[0-9]+[.][0-9]+", "N"))).containsExactly(
            "outage | restorebot | down for N s of N s",
            "outage | restorebot | STAGE N s, QUIESCE N s, CONFIRM N s, REPLACE N s, RESUME N s, ANNOUNCE N s, VERIFY N s,"
                + " CLEAN_UP N s",
            "outage | by-hand | down for N s of N s",
            "outage | restorebot | medians of 1: down for N s of N s",
            "outage | by-hand | medians of 1: down for N s of N s",
            "outage | ratio of outages N, of totals N");
        assertThat(said.text()).doesNotContain("down for 0.0 s");
      }
    }
  }

  private Map<String, String> environment(Path socket, KubernetesWorld world) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java")
        + " --enable-native-access=ALL-UNNAMED -cp \"$CLASSES\" ";
    var restorebot = script("restorebot", """
        case $1 in
          terminal) exec %s %s "%s" "$3" ;;
          *) exec %s %s "$@" ;;
        esac
        """.formatted(java, TerminalProcess.class.getName(), socket, java, Main.class.getName()));
    return Map.of("CLASSES", System.getProperty("java.class.path"), "RESTOREBOT", restorebot.toString(), "JOURNAL",
        world.sandbox().journal().toString());
  }

  private Path byHand() throws IOException {
    return script("by-hand", """
        kubectl --namespace "$2" scale deployment "$3" --replicas=0 >/dev/null
        kubectl --namespace "$2" wait --for=delete pod --selector "app=$3" --timeout=60s >/dev/null
        kubectl --namespace "$2" scale deployment "$3" --replicas=1 >/dev/null
        kubectl --namespace "$2" rollout status "deployment/$3" --timeout=60s >/dev/null
        """);
  }

  @Test
  void refusesToBeginWithoutBeingToldThatItReplacesData() throws Exception {
    var said = run(Map.of(), DEPLOY.resolve("measure-outage").toString(), "pds", TIMESTAMP, "pds", "pds", "true");

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.text()).startsWith("usage: measure-outage --replace-the-data");
  }

  @Test
  void saysWhatCannotBeWatched() throws Exception {
    var said =
        run(Map.of(), DEPLOY.resolve("measure-outage").toString(), "--replace-the-data", "pds", TIMESTAMP, "default",
            "nobody-has-this", "true");

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text()).contains("the deployment default/nobody-has-this cannot be watched", "not found");
  }

  /// The Jobs of the procedures by hand, as a server reads them. No image is pulled here, so none runs.
  @ParameterizedTest
  @ValueSource(strings = {"pds", "knot"})
  void asksForJobsThatAServerTakes(String service) throws Exception {
    script("kubectl", """
        case "$*" in
          *' apply '*) PATH=%s exec kubectl "$@" --dry-run=server ;;
          *) echo "$3 $4" >>%s/done ;;
        esac
        """.formatted(System.getenv("PATH"), folder));
    var said = run(Map.of("PATH", folder + File.pathSeparator + System.getenv("PATH"), "ENDPOINT", "https://s3.example",
        "REGION", "nowhere", "BUCKET", "backups"), DEPLOY.resolve("by-hand").resolve(service).toString(), TIMESTAMP,
        "default", service);

    assertThat(said.status()).as(said.text()).isZero();
    var order = service.equals("pds")
        ? List.of("scale deployment", "wait --for=delete", "delete job", "wait --for=condition=complete", "delete job",
            "wait --for=condition=complete", "scale deployment", "rollout status")
        : List.of("scale deployment", "wait --for=delete", "delete job", "wait --for=condition=complete",
            "scale deployment", "rollout status");
    assertThat(Files.readAllLines(folder.resolve("done"))).isEqualTo(order);
  }
}
