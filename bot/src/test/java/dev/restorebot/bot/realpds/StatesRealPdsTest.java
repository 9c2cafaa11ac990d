package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What moderators and owners decided after the backup stays decided, here and at the relay; what people ask to be lifted is lifted in
/// both places.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StatesRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void staysDecidedAndIsLiftedWherePeopleAskForThat() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob", "carol");
      world.backUp();
      world.users().takeDown("bob");
      world.users().deactivate("carol");

      var kept = RealPdsScene.restore(world);

      assertThat(kept.text()).contains("bob.sandbox.test").contains("stays taken down").contains("stays deactivated");
      assertThat(kept.succeeded()).as(kept.text()).isTrue();
      assertThat(world.users().write("bob", "may I?").status()).isNotEqualTo(200);
      assertThat(world.relay().status("bob")).isEqualTo("takendown");
      assertThat(world.relay().status("carol")).isEqualTo("deactivated");

      var lifted = RealPdsScene.restore(world, "--lift-takedowns");

      assertThat(lifted.succeeded()).as(lifted.text()).isTrue();
      assertThat(lifted.text()).contains("accounts at relay")
          .contains("3 of 3 are in the state there that they have here");
      assertThat(world.relay().status("bob")).isEmpty();
      assertThat(world.users().write("bob", "I may").status()).isEqualTo(200);
      assertThat(world.users().write("carol", "me too").status()).isEqualTo(200);
      assertThat(world.relay().await("bob", "carol")).as("nothing of theirs is dropped").isTrue();
    }
  }
}
