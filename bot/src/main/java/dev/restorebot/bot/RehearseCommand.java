package dev.restorebot.bot;

import dev.restorebot.bot.sandbox.BotRehearsal;
import dev.restorebot.bot.sandbox.WorkerRehearsal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot rehearse`: what the build of the image runs, so that its Java learns what a start needs.
@Command(name = "rehearse", hidden = true, description = "Start a bot, or a worker, on invented data; the build of the image has its Java learn from that.")
final class RehearseCommand {
  @Command(name = "worker", description = "Have workers restore a PDS of the sandbox.")
  int worker(
      @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "what starts a worker for the operation rehearsal") List<String> command)
      throws Exception {
    return WorkerRehearsal.run(command);
  }

  @Command(name = "bot", description = "Have a bot serve a service that nobody has.")
  int bot(@Parameters(arity = "1..*", paramLabel = "COMMAND", description = "what starts a bot") List<String> command)
      throws Exception {
    return BotRehearsal.run(command);
  }
}
