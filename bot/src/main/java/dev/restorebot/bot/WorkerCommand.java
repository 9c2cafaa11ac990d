package dev.restorebot.bot;

import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.worker.WorkerProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot worker`: what a Job runs. People need it only to see what a Job would do.
@Command(name = "worker", description = "Do one task on a volume; started by a Job, which puts the task into the environment.")
final class WorkerCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OPERATION", description = "inspect, stage, replace, undo, purge, or standby, which reads what to do from its standard input")
  private String operation = "";

  @Override
  public Integer call() {
    return WorkerProcess.run(operation, Kinds.ALL.data(), System.getenv(), System.in, System.out);
  }
}
