package dev.restorebot.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// The bot in its image, with half of the memory that the Deployment allows it. No cluster answers it, which it need not know to be
/// talked to.
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class BotImageTest {
  private static final long MEMORY = 512L << 20;
  private static final int TERMINALS = 20;
  private static final Path EXAMPLE = Path.of("../deploy/overlays/sans-self/restorebot.yaml");

  private GenericContainer<?> bot;

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException {
    Engine.require(WorkerContainer.IMAGE);
    var configuration = Files.readString(EXAMPLE).replace("requesters: [", "requesters: [\"local:alice\", ")
        .replaceAll("\n    drills: [^\n]*", "") + "worker: { image: \"restorebot:test\" }\n";
    bot = new GenericContainer<>(WorkerContainer.IMAGE).withCommand("serve")
        .withEnv(
            Map.of("RESTOREBOT_CONFIG", "/etc/restorebot.yaml", "RESTOREBOT_STATE", "/tmp/state", "RESTOREBOT_SOCKET",
                "/tmp/restorebot.sock"))
        .withCreateContainerCmdModifier(BotImageTest::confine)
        .waitingFor(Wait.forLogMessage(".*restorebot serves.*\\n", 1).withStartupTimeout(Duration.ofSeconds(60)));
    var file = Files.writeString(folder.resolve("restorebot.yaml"), configuration);
    bot.withCreateContainerCmdModifier(command -> requireNonNull(command.getHostConfig())
        .withBinds(new Bind(file.toString(), new Volume("/etc/restorebot.yaml"), AccessMode.ro)));
    bot.start();
  }

  @AfterAll
  void stop() {
    if (bot != null) {
      bot.stop();
    }
  }

  private static void confine(CreateContainerCmd command) {
    requireNonNull(command.getHostConfig()).withReadonlyRootfs(true).withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges")).withMemory(MEMORY).withMemorySwap(MEMORY)
        .withTmpFs(Map.of("/tmp", "rw,exec,mode=1777,size=128m"));
  }

  private String shell(String script) throws IOException, InterruptedException {
    var ended = bot.execInContainer(StandardCharsets.UTF_8, "sh", "-c", script);
    assertThat(ended.getStderr()).isEmpty();
    return ended.getStdout();
  }

  @Test
  void carriesNothingThatOnlyTheSandboxNeedsOrAnotherMachine() throws Exception {
    assertThat(shell("ls /opt/restorebot; ls /opt/restorebot/lib").lines())
        .contains("app", "lib", "bot.aot").doesNotContain("sandbox")
        .noneMatch(name -> name.matches("(s3proxy|guava|protobuf|opentelemetry|jetty-websocket).*"));
    assertThat(Long.parseLong(shell("cat /opt/restorebot/lib/sqlite-jdbc-*.jar | wc -c").strip()))
        .isLessThan(3L << 20);
    System.out.printf("image | lib %s KiB, app %s KiB, all of it %d MiB%n",
        shell("du -sk /opt/restorebot/lib").split("\t", -1)[0], shell("du -sk /opt/restorebot/app").split("\t", -1)[0],
        Engine.size(WorkerContainer.IMAGE) >> 20);
  }

  @Test
  void saysWhereTheSandboxIs() throws Exception {
    var ended = bot.execInContainer(StandardCharsets.UTF_8, "restorebot", "sandbox");

    assertThat(ended.getExitCode()).isEqualTo(2);
    assertThat(ended.getStderr()).isEqualTo("restorebot: the libraries of the sandbox are not here, and in no image."
        + " Practise from a clone of the repository: bot/bin/restorebot sandbox\n");
  }

  @Test
  void beginsWithTheClassesThatTheRehearsalFound() throws Exception {
    var classes = shell("RESTOREBOT_JAVA_OPTS=-Xlog:class+load restorebot --version");

    assertThat(classes.lines().filter(line -> line.contains("dev.restorebot.bot.Wiring source:"))).singleElement()
        .asString()
        .contains("shared objects file");
  }

  /// People open one in each of their windows, and forget them.
  @Test
  void hasRoomForManyTerminals() throws Exception {
    var alone = memory();
    shell("""
        for i in $(seq %d); do
          (sleep 600 | restorebot terminal --as alice >/tmp/terminal.$i 2>&1) &
        done
        until [ "$(grep -l 'Nothing is running' /tmp/terminal.* | wc -l)" = %d ]; do sleep 1; done
        """.formatted(TERMINALS, TERMINALS));
    var together = memory();

    System.out.printf(
        "the bot serves %d ms after its container's start; that has %d MiB of memory, with %d terminals %d MiB%n",
        Engine.until("restorebot serves", bot.getContainerId()).toMillis(), alone >> 20, TERMINALS, together >> 20);
    assertThat(together).as("bytes, of which %s are allowed", MEMORY).isLessThan(MEMORY);
    assertThat(shell("echo '/restore help' | restorebot terminal --as alice")).contains("/restore list");
    assertThat(bot.getCurrentContainerInfo().getState().getOOMKilled()).as("something had to be killed").isFalse();
  }

  /// What the container has, but for files that can be read again.
  private long memory() throws IOException, InterruptedException {
    return Engine.memory(bot.getContainerId());
  }
}
