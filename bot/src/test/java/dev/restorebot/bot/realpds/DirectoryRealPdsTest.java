package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A directory of DIDs that refuses or does not answer is never told as fine, and never taken for a loss.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DirectoryRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void thatDoesNotAnswerIsSaid() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob", "carol");
      world.backUp();
      world.forgetDids();

      world.door("shut");
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text()).contains("cannot resolve the DIDs of")
          .contains("alice.sandbox.test").doesNotContain("A restore would help").doesNotContain("Nothing is wrong");

      world.door("hang");
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text()).contains("cannot resolve the DIDs of")
          .doesNotContain("A restore would help").doesNotContain("fine      accounts");

      world.door("open");
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text()).contains("3 answer with their repos");
    }
  }
}
