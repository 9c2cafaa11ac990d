package dev.restorebot.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.sandbox.WorkerRehearsal;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a Java is to learn from: the work of a whole restore.
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class RehearsedWorkTest {
  @TempDir
  private Path folder;

  private record Done(int status, List<OutputLine> lines) {
    private Stream<Report> reports() {
      return lines.stream().flatMap(line -> switch (line) {
        case OutputLine.Ended(var report) -> Stream.of(report);
        case OutputLine.Answered(_, var report) -> Stream.of(report);
        default -> Stream.empty();
      });
    }
  }

  @Test
  void doesWhatIsDoneInARestoreAndLeavesTheVolumeAsItWas() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      var account = world.volume().resolve("account.sqlite");
      var before = Files.readAllBytes(account);
      var environment = WorkerRehearsal.environment(world, Files.createDirectory(folder.resolve("scratch")));

      var done = work(new HashMap<>(environment), WorkerRehearsal.tasks(world, List.of()));

      assertThat(done.status()).isZero();
      assertThat(done.reports()).extracting(report -> report.getClass().getSimpleName()).containsExactly("Inspected",
          "Staged", "Inspected", "Replaced", "Replaced", "Undone", "Purged");
      assertThat(Files.readAllBytes(account)).isEqualTo(before);
    }
  }

  @Test
  void endsWhereAWorkerFails() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      var environment =
          new HashMap<>(WorkerRehearsal.environment(world, Files.createDirectory(folder.resolve("scratch"))));
      environment.put(WorkerEnvironment.SECRET_KEY, "another");

      var done = work(environment, WorkerRehearsal.tasks(world, List.of()));

      assertThat(done.status()).isEqualTo(1);
      assertThat(done.reports()).extracting(report -> report.getClass().getSimpleName()).containsExactly("Inspected",
          "Failed");
    }
  }

  private static Done work(Map<String, String> environment, List<String> tasks) {
    var out = new ByteArrayOutputStream();
    var status = RehearsedWork.run(Kinds.ALL.data(), environment,
        new ByteArrayInputStream(String.join("\n", tasks).getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    var codec = new JsonWorkerCodec();
    return new Done(status, out.toString(StandardCharsets.UTF_8).lines().map(codec::line).toList());
  }
}
