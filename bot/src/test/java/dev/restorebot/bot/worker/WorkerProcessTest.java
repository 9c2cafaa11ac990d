package dev.restorebot.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.files.FileTotals;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerProcessTest {
  private final JsonWorkerCodec codec = new JsonWorkerCodec();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir
  Path root;

  @BeforeEach
  void anEmptyVolume() throws Exception {
    environment.put(WorkerEnvironment.TASK, codec.write(new Task.Purge(new RunFolder("r-test"), true)));
    environment.put(WorkerEnvironment.VOLUME, Files.createDirectory(root.resolve("volume")).toString());
    environment.put(WorkerEnvironment.SCRATCH, root.resolve("scratch").toString());
    environment.put(WorkerEnvironment.TERMINATION_LOG, root.resolve("termination-log").toString());
  }

  @Test
  void printsHowItEndedAndLeavesItForKubernetes() throws Exception {
    var code = run("purge");

    var end = "{\"line\":\"ended\",\"report\":{\"result\":\"purged\",\"freed\":0}}";
    assertThat(code).isZero();
    assertThat(lines()).containsExactly(end);
    assertThat(root.resolve("termination-log")).hasContent(end);
  }

  @Test
  void endsWith1WhenTheTaskFails() throws Exception {
    Files.delete(root.resolve("volume"));

    assertThat(run("purge")).isEqualTo(1);
    assertThat(failure().reason()).startsWith("there is no volume at ");
  }

  @ParameterizedTest
  @ValueSource(strings = {WorkerEnvironment.TASK, WorkerEnvironment.VOLUME, WorkerEnvironment.SCRATCH})
  void endsWith2WhenAVariableIsMissing(String variable) {
    environment.remove(variable);

    assertThat(run("purge")).isEqualTo(2);
    assertThat(failure().reason()).isEqualTo("the worker was called wrongly: " + variable + " is not set");
  }

  @Test
  void endsWith2WhenTheCommandAndTheTaskDisagree() {
    assertThat(run("undo")).isEqualTo(2);
    assertThat(failure().reason())
        .isEqualTo("the worker was called wrongly: the command says undo, and the task says purge");
  }

  @Test
  void leavesAShortMessageWhereALongOneWouldBeCut() {
    var file = root.resolve("termination-log");

    new TerminationMessage(codec, file).write("x".repeat(4097));

    assertThat(file).content().satisfies(
        text -> assertThat(codec.line(text))
            .isEqualTo(new OutputLine.TooLong("read the last line of the worker's output")));
  }

  @Test
  void printsProgressFiveTimesASecondAndItsEnd() {
    var milliseconds = new ArrayDeque<>(List.of(0L, 0L, 100L, 199L, 200L, 300L, 310L));
    var progress = new ProgressLines(codec, new PrintStream(output, true, StandardCharsets.UTF_8),
        () -> milliseconds.remove() * 1_000_000);

    for (var done = 1; done <= 6; done++) {
      progress.at("download", new ByteSize(done), new ByteSize(6));
    }

    assertThat(lines()).map(codec::line).containsExactly(new OutputLine.Advanced("download", 1, 6),
        new OutputLine.Advanced("download", 4, 6), new OutputLine.Advanced("download", 6, 6));
  }

  @Test
  void printsProgressInFilesAndInThingsThatHaveNoSize() {
    var progress = new ProgressLines(codec, new PrintStream(output, true, StandardCharsets.UTF_8), () -> 0);

    progress.at("repositories", new FileTotals(2, new ByteSize(5)), new FileTotals(2, new ByteSize(5)));
    progress.counted("checking repositories", 400, 400);

    assertThat(lines()).map(codec::line).containsExactly(new OutputLine.Advanced("repositories", 5, 5, 2, 2),
        new OutputLine.Advanced("checking repositories", 0, 0, 400, 400));
  }

  private int run(String operation) {
    return WorkerProcess.run(operation, Kinds.ALL.data(), environment, InputStream.nullInputStream(),
        new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  private Failed failure() {
    assertThat(codec.line(lines().getLast())).isInstanceOf(OutputLine.Ended.class);
    Report report = ((OutputLine.Ended) codec.line(lines().getLast())).report();
    assertThat(report).isInstanceOf(Failed.class);
    return (Failed) report;
  }

  private List<String> lines() {
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
