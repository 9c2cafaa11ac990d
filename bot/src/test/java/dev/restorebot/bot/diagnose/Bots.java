package dev.restorebot.bot.diagnose;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import java.util.function.UnaryOperator;

/// Bots that are asked what is wrong, and restore nothing.
final class Bots {
  private Bots() {}

  /// One in `world`, whose Jobs run in this process.
  static Wiring in(Sandbox world) {
    return Wiring.bot(Place.in(world).with(JobsInProcess.in(world)).with(Limits.PATIENT),
        ConfigurationReader.read(world.configuration()),
        new NoChat(), Watcher.NONE, UnaryOperator.identity());
  }

  /// Nothing is restored here.
  private static final class NoChat implements Chat {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public String post(RunId run, Post post) {
      throw new AssertionError("nothing is restored here");
    }
  }
}
