package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An account that somebody deleted after the backup is no loss, and no restore brings it back behind their back.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeletedRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void isNoReasonForARestoreAndStaysDeleted() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.users().delete("bob");

      var diagnosis = RealPdsScene.play(world, "alice: /diagnose pds").text();
      assertThat(diagnosis).contains("deleted after the newest snapshot").contains("bob.sandbox.test")
          .doesNotContain("A restore would help");

      world.loseAccounts();
      var said = RealPdsScene.restore(world);

      assertThat(said.text()).contains("These accounts were deleted after the snapshot")
          .contains("1 account that was deleted after the snapshot was left out.")
          .contains("account bob.sandbox.test: deleted after the snapshot, and stays so: RepoNotFound");
      assertThat(said.succeeded()).as(said.text()).isTrue();
      assertThat(world.users().write("alice", "after the restore").status()).isEqualTo(200);
      assertThat(world.users().logIn("bob").status()).isEqualTo(401);
      assertThat(world.relay().status("bob")).isEqualTo("deleted");
      assertThat(world.relay().status("alice")).isEmpty();
    }
  }
}
