package dev.restorebot.bot.terminal;

import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.engine.Engine;
import dev.restorebot.run.Watcher;

/// A bot as terminals know it.
public interface Bot extends AutoCloseable {
  /// Takes what people say.
  FrontDesk desk();

  /// Lets runs go on.
  Engine engine();

  /// Looks at the backups that are due to be looked at, and tells people what is wrong with them. Blocks.
  void watch() throws InterruptedException;

  @Override
  void close();

  /// Makes a bot, with the configuration and at the place that whoever wants one need not know.
  @FunctionalInterface
  interface Opening {
    /// A bot that writes the thread of each run to `chat`, and whose steps `watcher` watches.
    Bot open(Chat chat, Watcher watcher);
  }
}
