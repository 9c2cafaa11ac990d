package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restorebot.bot.chat.picture.Fonts;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A list has a picture below it, where one can be drawn.
@Execution(ExecutionMode.CONCURRENT)
class PicturesInSlackTest {
  @TempDir
  Path folder;

  @Test
  void hangsAPictureBelowAList() throws Exception {
    assumeTrue(Fonts.areThere(), Fonts.MISSING);
    try (var scene = Scene.open(folder)) {
      scene.says(ALICE, "/restore list pds");

      var list = scene.slack().messages(FakeSlack.OPS).stream().filter(message -> message.threadTs() == null).toList();
      assertThat(list).hasSize(1);
      assertThat(scene.slack().files()).singleElement().satisfies(file -> {
        assertThat(file.name()).isEqualTo("snapshots-of-pds.png");
        assertThat(file.threadTs()).isEqualTo(list.getFirst().ts());
        assertThat(file.content()).contains("PNG");
      });
      assertThat(scene.slack().violations()).isEmpty();
    }
  }
}
