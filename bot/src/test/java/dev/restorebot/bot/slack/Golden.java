package dev.restorebot.bot.slack;

import dev.restorebot.bot.terminal.Steady;

/// What people see in Slack, as golden files, without what differs from world to world.
final class Golden {
  private Golden() {}

  /// Compares `text` with the file of that name.
  static void compare(String file, String text) {
    dev.restorebot.golden.Golden.resource("dev/restorebot/bot/slack/" + file).says(steady(text));
  }

  /// How many entries the journal had by then differs with how fast what was posted when.
  private static String steady(String text) {
    return Steady.text(text.replaceAll("entry \\d+, sealed", "entry N, sealed"));
  }
}
