package dev.restorebot.bot.terminal;

import java.util.function.Consumer;

/// What happens to the world of a bot because a line says so.
@FunctionalInterface
public interface WorldControl {
  /// Of the real world.
  WorldControl NONE = (_, told) -> {
    told.accept("Nothing happens here because somebody says so.");
    return false;
  };

  /// Lets `what` happen, where that can be, and tells what did or why it did not.
  ///
  /// @return true if it happened
  boolean happens(String what, Consumer<String> told);
}
