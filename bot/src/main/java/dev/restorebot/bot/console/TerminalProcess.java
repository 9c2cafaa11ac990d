package dev.restorebot.bot.console;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.terminal.Talk.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/// The program of a terminal that is a connection to a bot and nothing more, so that many fit beside the bot: it knows no
/// command line, no configuration and no library. `deploy/restorebot` starts it, with a Java that is held small.
public final class TerminalProcess {
  /// The status if no bot is there to talk to: somebody else must be asked, and nothing was read or said. As in `sysexits.h`.
  static final int NOBODY_THERE = 69;
  private static final int MISUSED = 2;
  private static final String USAGE = "usage: SOCKET NAME";

  private TerminalProcess() {}

  /// Talks as `local:NAME` to the bot behind `SOCKET`, and ends the process with the status that the bot says.
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.in, System.out, System.err));
  }

  private static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) {
    try {
      if (arguments.length != 2) {
        throw new IllegalArgumentException(USAGE);
      }
      var who = new Person("local:" + arguments[1]);
      return ConsoleClient.attach(Path.of(arguments[0]), who, Pace.here(), in, out).orElse(NOBODY_THERE);
    } catch (IllegalArgumentException | IOException e) {
      err.println("restorebot: " + e.getMessage());
      return MISUSED;
    }
  }
}
