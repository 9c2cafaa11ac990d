package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.terminal.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What people see in Slack, as files to compare with. With `-Dtranscripts.write=true` the files are written anew instead, to
/// be read before they are committed.
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/restorebot/bot/slack");

  private Golden() {}

  /// Compares `text`, without what differs from world to world, with the file of that name.
  static void compare(String file, String text) throws IOException {
    var expected = FOLDER.resolve(file);
    var steady = steady(text);
    if (Boolean.getBoolean("transcripts.write")) {
      Files.writeString(expected, steady);
    }
    assertThat(steady).isEqualTo(Files.readString(expected));
  }

  /// How many entries the journal had by then differs with how fast what was posted when.
  private static String steady(String text) {
    return Steady.text(text.replaceAll("entry \\d+, sealed", "entry N, sealed"));
  }
}
