package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.terminal.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A restore as people see it in Slack, against golden files: the channel as it reads, and as the JSON that Slack was sent.
/// With `-Dtranscripts.write=true` the files are written anew instead, to be read before they are committed.
@Execution(ExecutionMode.CONCURRENT)
class RestoreInSlackTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/restorebot/bot/slack");

  @TempDir
  Path folder;

  @Test
  void restoresUndoesAndPurges() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, "/restore pds latest-before 2026-02-25 --reason \"accounts are gone\"");
      world.clicks(BOB, "Approve");
      world.clicks(BOB, "Replace data");

      compare(world, "restore");
    }
  }

  private static void compare(SlackWorld world, String name) throws IOException {
    assertThat(world.slack().violations()).isEmpty();
    compare(name + ".transcript", steady(world.transcript()));
    compare(name + ".json", steady(world.slack().json(FakeSlack.OPS)));
  }

  /// How many entries the journal had by then differs with how fast what was posted when.
  private static String steady(String text) {
    return Steady.text(text.replaceAll("entry \\d+, sealed", "entry N, sealed"));
  }

  private static void compare(String file, String text) throws IOException {
    var expected = FOLDER.resolve(file);
    if (Boolean.getBoolean("transcripts.write")) {
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
  }
}
