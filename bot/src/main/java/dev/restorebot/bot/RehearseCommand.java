package dev.restorebot.bot;

import dev.restorebot.bot.sandbox.BotRehearsal;
import dev.restorebot.bot.sandbox.WorkerRehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot rehearse`: what the build of the image runs, so that it is small and its Java learns what a start needs.
@Command(name = "rehearse", hidden = true, description = "Start a bot, or a worker, on invented data; the build of the image has its Java learn from that. Or leave out of libraries what it does not need.")
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

  @Command(name = "natives", description = "Take out of the libraries in a folder what is for other machines than this one.")
  int natives(@Parameters(paramLabel = "DIR", description = "where the libraries are") Path folder,
      @Parameters(paramLabel = "FILE", description = "what lists them, with their digests") Path list)
      throws IOException {
    System.out.println("left out " + Natives.leaveOwn(folder, list) + " files for other machines");
    return 0;
  }
}
