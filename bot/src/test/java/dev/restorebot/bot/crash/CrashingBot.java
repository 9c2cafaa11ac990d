package dev.restorebot.bot.crash;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import java.io.IOException;
import java.nio.file.Path;

/// A bot in a process of its own that opens a world, goes on with what it finds there, and is killed when it was told to
/// be.
public final class CrashingBot {
  /// The exit status if people got what they wanted.
  static final int REACHED = 0;
  /// The exit status if they could not have it.
  static final int NOT_REACHED = 4;

  private CrashingBot() {}

  /// Runs the program.
  ///
  /// @param arguments the world's folder, the [Goal] and the [Blow]
  public static void main(String... arguments) throws IOException, InterruptedException {
    var blow = Blow.parse(arguments[2]);
    var status = REACHED;
    try (var world = WorldCopy.open(Path.of(arguments[0]), Java.likeThis().job());
        var bot =
            Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), new Quiet(), Watcher.NONE,
                journal -> new FatalJournal(journal, blow))) {
      bot.engine().recover();
      bot.engine().awaitRest();
      new People(bot, Goal.valueOf(arguments[1])).pursue();
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
      status = NOT_REACHED;
    }
    System.exit(status);
  }

  /// A chat that takes every message.
  record Quiet() implements Chat {
    @Override
    public String name() {
      return "quiet";
    }

    @Override
    public String post(RunId run, Post post) {
      return "taken";
    }
  }
}
