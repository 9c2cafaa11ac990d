package dev.restorebot.bot.crash;

import dev.restorebot.bot.worker.WorkerProcess;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Does in one process what bots and workers do in theirs, so that its classes are those that either needs.
public final class Rehearsal {
  private Rehearsal() {}

  /// Runs the program.
  ///
  /// @param arguments those of a [CrashingBot]
  public static void main(String... arguments) throws IOException, InterruptedException {
    var databases = new TreeMap<>(Map.of("account", "account.sqlite", "sequencer", "sequencer.sqlite"));
    var inspect = new JsonWorkerCodec().write(new Task.Inspect("pds", databases, OptionalLong.empty()));
    var volume = Path.of(arguments[0]).resolve("volumes/pds-data").toString();
    WorkerProcess.run("inspect", Map.of(WorkerEnvironment.TASK, inspect, WorkerEnvironment.VOLUME, volume,
        WorkerEnvironment.SCRATCH, "scratch"), System.out);
    CrashingBot.main(arguments);
  }
}
