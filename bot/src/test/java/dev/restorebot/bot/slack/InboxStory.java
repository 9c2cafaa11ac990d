package dev.restorebot.bot.slack;

import dev.restorebot.bot.slack.SlackWorld.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What people in Slack see of a bot that starts with some inbox.
public final class InboxStory {
  private InboxStory() {}

  /// Prepares an inbox in a file.
  @FunctionalInterface
  public interface Inbox {
    void write(Path file) throws Exception;
  }

  /// Starts a bot in `folder` on the inbox that `written` makes, has alice ask for a dry run, and tells what was said to bob, to
  /// everybody, and to alice.
  public static List<String> told(Path folder, Inbox written) throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.stop();
      Files.deleteIfExists(world.sandbox().journal().resolveSibling("inbox.db"));
      written.write(world.sandbox().journal().resolveSibling("inbox.db"));
      var lines = new ArrayList<String>();
      try {
        world.start(Parts.USUAL);
      } catch (RuntimeException e) {
        return List.of("The bot does not start: " + e.getMessage());
      }
      world.settle();
      world.slack().ephemerals(SlackWorld.BOB).forEach(told -> lines.add("to bob alone: " + told.text()));
      lines.add("everybody sees: " + world.transcript().strip());
      lines.add("alice: /restore pds latest-before 2026-02-25 --dry-run");
      lines.add("to alice: " + world.says(SlackWorld.ALICE, "/restore pds latest-before 2026-02-25 --dry-run").text());
      return lines;
    }
  }
}
