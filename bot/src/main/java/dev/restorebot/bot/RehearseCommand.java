package dev.restorebot.bot;

import dev.restorebot.bot.sandbox.Rehearsal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot rehearse`: what the build of the image runs.
@Command(name = "rehearse", hidden = true, description = "Start a worker on an invented mirror; the build of the image has its Java learn from that.")
final class RehearseCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "what starts a worker for the operation stage")
  private List<String> command = List.of();

  @Override
  public Integer call() throws Exception {
    return Rehearsal.run(command);
  }
}
