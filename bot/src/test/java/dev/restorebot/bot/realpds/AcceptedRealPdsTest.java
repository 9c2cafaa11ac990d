package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A snapshot with an account whose repo is gone: a restore is refused, and one in which somebody accepts that is a success in which the
/// real PDS has no repo of that account.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AcceptedRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void isExpectedWhenTheRestoreIsVerified() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      var did = world.users().did("bob");
      world.restart(() -> Stores.remove(world.volume(), did));
      world.loseAccounts();

      assertThat(RealPdsScene.play(world, "alice: /restore pds latest").text())
          .contains("Refused", "bob.sandbox.test (" + did + ")", "--accept accounts-without-repo");
      assertThat(world.users().logIn("alice").status()).isEqualTo(401);

      var said = RealPdsScene.restore(world, "--accept accounts-without-repo");

      assertThat(said.succeeded()).as(said.text()).isTrue();
      assertThat(world.users().write("alice", "after the restore").status()).isEqualTo(200);
      assertThat(world.users().write("bob", "after the restore").status()).isNotEqualTo(200);
      assertThat(world.relay().await("alice")).isTrue();
    }
  }
}
