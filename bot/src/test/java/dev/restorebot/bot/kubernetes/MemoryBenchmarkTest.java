package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.console.ProgramHome;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.SandboxService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How much memory an idle bot has, as the launcher of the image starts it, with what a rehearsal found: when it serves, and after each of
/// eight restores that people asked for and approved at terminals.
@NeedsApiServer
@Tag("benchmark")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MemoryBenchmarkTest {
  private static final int RUNS = Integer.getInteger("memory.runs", 8);
  /// As its container has it.
  private static final String MEMORY = "-XX:MaxRAM=1g " + System.getProperty("memory.options", "");
  private static final int IDLE_SECONDS = 10;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
  private static final Pattern FILES = Pattern.compile("RssFile:\\s+([0-9]+) kB");

  @TempDir
  private Path folder;

  @Test
  void idles() throws Exception {
    var home = ProgramHome.in(folder.resolve("home"));
    rehearse(home);
    try (var world = KubernetesWorld.open(SandboxService.PDS, folder, KubernetesWorld.Node.usual())) {
      world.grant();
      var configuration = world.sandbox().configuration();
      Worlds.seatAtTerminals(configuration);
      Files.writeString(configuration, Files.readString(configuration) + "\nworker: { image: restorebot }\n");
      var environment = Map.of("KUBECONFIG", Files.writeString(folder.resolve("kubeconfig"),
          world.account().kubeconfig()).toString(), "RESTOREBOT_CONFIG", configuration.toString(), "RESTOREBOT_STATE",
          folder.resolve("state").toString(), "RESTOREBOT_SOCKET", folder.resolve("restorebot.sock").toString(),
          "RESTOREBOT_JAVA_OPTS", MEMORY);
      var begun = System.nanoTime();
      var bot = home.start(environment, "serve", "--listen", "0").start();
      try {
        awaitServing(bot);
        System.out.printf("memory | it serves after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        var memory = new ArrayList<>(List.of(idle(bot)));
        System.out.println("memory | when it serves: " + memory.getFirst());
        for (var run = 1; run <= RUNS; run++) {
          ProgramHome.say(home.start(environment, "terminal", "--as", "alice").start(),
              "/restore pds latest-before 2026-02-25");
          var bob = ProgramHome.say(home.start(environment, "terminal", "--as", "bob").start(), "[Approve]",
              "[Replace data]");
          assertThat(bob.text()).contains("Done: pds is restored");
          memory.add(idle(bot));
          System.out.println("memory | after " + run + " restores: " + memory.getLast());
        }
      } finally {
        bot.destroyForcibly().waitFor();
      }
    }
  }

  /// As the image is built.
  private static void rehearse(ProgramHome home) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("rehearse", "bot", "--", "env",
        "RESTOREBOT_JAVA_OPTS=-XX:AOTCacheOutput=" + home.folder().resolve("bot.aot")));
    words.addAll(home.command());
    words.addAll(List.of("serve", "--listen", "0"));
    var rehearsal = home.start(Map.of(), words.toArray(String[]::new)).start();
    var said = new String(rehearsal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(rehearsal.waitFor()).as(said).isZero();
    assertThat(home.folder().resolve("bot.aot")).exists();
  }

  /// From then on what it says is read and thrown away, so that it is never held up by that.
  private static void awaitServing(Process bot) throws IOException {
    assertThat(ProgramHome.readUntil("restorebot serves", bot)).contains("restorebot serves");
    Thread.ofVirtual().start(() -> bot.inputReader().lines().forEach(_ -> {
    }));
  }

  /// What it has in memory when it has had nothing to do for a while.
  private static String idle(Process bot) throws IOException, InterruptedException {
    assertThat(bot.waitFor(IDLE_SECONDS, TimeUnit.SECONDS)).as("it has ended").isFalse();
    var status = Files.readString(Path.of("/proc/" + bot.pid() + "/status"));
    return mebibytes(RESIDENT, status) + " MiB, of which " + mebibytes(FILES, status)
        + " MiB are files that can be read again";
  }

  private static long mebibytes(Pattern figure, String status) {
    var found = figure.matcher(status);
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1)) / 1024;
  }
}
