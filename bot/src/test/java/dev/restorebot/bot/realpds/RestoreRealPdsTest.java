package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole restore of a real PDS, over plain HTTP: everybody logs in and posts afterwards, and the relay sees it.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RestoreRealPdsTest {
  private static final List<String> PEOPLE = List.of("alice", "bob", "carol");

  @TempDir
  private Path folder;

  @Test
  void everybodyLogsInAndPostsAfterwards() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.harm();
      assertThat(world.users().logIn("alice").status()).isEqualTo(401);

      var said = RealPdsScene.restore(world);

      assertThat(said.succeeded()).as(said.text()).isTrue();
      for (var name : PEOPLE) {
        assertThat(world.users().write(name, "after the restore").status()).as(name).isEqualTo(200);
        assertThat(world.users().posts(name)).as("posts of " + name).isEqualTo(3);
      }
    }
  }
}
