package dev.restorebot.bot.realpds;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.crash.CrashingBot;
import dev.restorebot.bot.crash.Java;
import dev.restorebot.bot.sandbox.RealPds;
import dev.restorebot.bot.sandbox.RealPdsWorld;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.nio.file.Path;

/// A bot in a process of its own that enters a world with a real PDS, and is killed when it was told to be. Everything else outlives it:
/// the PDS, the directory of DIDs, the relay, the object store and the Jobs.
public final class RealPdsBot {
  /// The variable that tells how many restores the world has seen before.
  static final String EARLIER = "EARLIER_RESTORES";

  private RealPdsBot() {}

  /// Runs the program, which has the secrets of the world in its environment.
  ///
  /// @param arguments those of [CrashingBot]
  public static void main(String... arguments) throws IOException, InterruptedException {
    int status;
    try (var world = RealPdsWorld.enter(Path.of(arguments[0]), Java.likeThis().job(),
        new DirectReader(new SqliteDatabases()), new RealPds(Path.of(System.getenv(RealPdsScene.FOLDER))),
        Wiring.machineTime(), System.getenv())) {
      status = CrashingBot.pursue(world, arguments[1], arguments[2], Integer.parseInt(System.getenv(EARLIER)));
    }
    System.exit(status);
  }
}
