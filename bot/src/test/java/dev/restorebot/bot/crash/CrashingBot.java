package dev.restorebot.bot.crash;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.World;
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
    int status;
    try (var world = WorldCopy.open(Path.of(arguments[0]), Java.likeThis().job())) {
      status = pursue(world, arguments[1], arguments[2], 0);
    }
    System.exit(status);
  }

  /// Goes on with what there is in `world` until people have what they want, or cannot have it, or the bot is killed.
  ///
  /// @param goal the [Goal]
  /// @param blow the [Blow]
  /// @param earlier how many runs, the first ones, were for others
  /// @return the exit status
  public static int pursue(World world, String goal, String blow, int earlier)
      throws IOException, InterruptedException {
    var fatal = Blow.parse(blow);
    try (var bot = Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), new Quiet(),
        Watcher.NONE, journal -> new FatalJournal(journal, fatal))) {
      bot.engine().recover();
      bot.engine().awaitRest();
      new People(bot, Goal.valueOf(goal), earlier).pursue();
      return REACHED;
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
      return NOT_REACHED;
    }
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
