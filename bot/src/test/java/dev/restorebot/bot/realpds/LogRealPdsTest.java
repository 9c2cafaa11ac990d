package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lines that a real PDS has written of a trouble decide a diagnosis while they are new, and not when the trouble is long over.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LogRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void decidesNothingWhenItIsOld() throws Exception {
    var ahead = new AtomicReference<>(Duration.ZERO);
    try (var world = RealPdsScene.open(folder, () -> Instant.now().plus(ahead.get()))) {
      world.signUp("alice", "bob");
      world.backUp();
      var key = Stores.of(world.volume(), world.users().did("bob")).resolveSibling("key");
      var aside = folder.resolve("key");
      Files.move(key, aside);
      assertThat(world.users().write("bob", "without a key").status()).isEqualTo(500);
      Files.move(aside, key);

      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text()).contains("the log tells of a signing key");

      ahead.set(Duration.ofHours(2));
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text())
          .contains("of more than an hour ago", "they say nothing about now").doesNotContain("Do not restore: ")
          .doesNotContain("A restore would help");
    }
  }
}
