package dev.restorebot.bot.crash;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunId;
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
  /// @param arguments the world's folder; the step, or `-`; what happens then: `TERM`, or a folder whose disk is filled; and anything where
  ///     people make room when the bot asks for it
  public static void main(String... arguments) throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var board = new Board(out);
    var chat = new MakingRoom(board, out, List.of(arguments));
    try (var world = WorldCopy.open(Path.of(arguments[0]), Java.likeThis().job());
        var bot = Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), chat, board,
            journal -> meddled(journal, arguments))) {
      bot.engine().recover();
      bot.engine().awaitRest();
      new People(bot, Goal.RESTORE).pursue();
    } catch (IllegalStateException _) {
      System.exit(CrashingBot.NOT_REACHED);
    }
    System.exit(CrashingBot.REACHED);
  }

  /// The chat of people who make room on the disk of the journal when the bot asks for it, if they were told to.
  private record MakingRoom(Board board, PrintStream out, List<String> arguments) implements Chat {
    @Override
    public String name() {
      return board.name();
    }

    @Override
    public String post(RunId run, Post post) {
      return board.post(run, post);
    }

    @Override
    public void announce(List<String> lines) {
      board.announce(lines);
      if (arguments.size() > 3) {
        out.println("-- Somebody makes room on the disk of the journal.");
        try {
          Files.delete(Path.of(arguments.get(2)).resolve("filler"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
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
