package dev.restorebot.bot.crash;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A bot in a process of its own that prints what people read, and to which something happens when it has done a step and has not written that
/// down yet.
public final class UpdatedBot {
  private static final int BLOCK = 4096;

  private UpdatedBot() {}

  /// Runs the program.
  ///
  /// @param arguments the world's folder; the step, or `-`; what happens then: `TERM`, or a folder whose disk is filled
  public static void main(String... arguments) throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var board = new Board(out);
    try (var world = WorldCopy.open(Path.of(arguments[0]), Java.likeThis().job());
        var bot = Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), board, board,
            journal -> meddled(journal, arguments))) {
      bot.engine().recover();
      bot.engine().awaitRest();
      new People(bot, Goal.RESTORE).pursue();
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
      System.exit(CrashingBot.NOT_REACHED);
    }
    System.exit(CrashingBot.REACHED);
  }

  private static Journal meddled(Journal journal, String... arguments) {
    if (arguments[1].equals("-")) {
      return journal;
    }
    return Meddler.unnoted(Step.valueOf(arguments[1]), () -> {
      try {
        if (arguments[2].equals("TERM")) {
          World.signal("TERM", List.of(ProcessHandle.current()));
          while (true) {
            LockSupport.park();
          }
        }
        fill(Path.of(arguments[2]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }, journal);
  }

  /// Writes until there is no room.
  private static void fill(Path folder) {
    try (var file = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        file.write(new byte[BLOCK]);
      }
    } catch (IOException _) {
      // That is what it is for.
    }
  }
}
