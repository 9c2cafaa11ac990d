package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A handle that was changed after the backup stays changed: the DID document is what everybody goes by.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HandlesRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void areThoseOfTheDidDocuments() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.users().rename("bob", "robert.sandbox.test");
      world.loseAccounts();

      var said = RealPdsScene.restore(world);

      assertThat(said.text()).contains("bob.sandbox.test is robert.sandbox.test. The restore gives them those.")
          .contains("account robert.sandbox.test: its repo answers, as robert.sandbox.test");
      assertThat(said.succeeded()).as(said.text()).isTrue();
      assertThat(world.users().get("com.atproto.repo.describeRepo", "repo", world.users().did("bob")).body()
          .path("handleIsCorrect").booleanValue()).isTrue();
    }
  }

  /// A check that fails is asked again for two minutes, in real time here.
  @Tag("soak")
  @Test
  void thatAreNotThoseOfTheDidDocumentsFailACheck() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.users().rename("bob", "robert.sandbox.test");
      world.loseAccounts();

      var said = RealPdsScene.restore(world, "--accept", "handles-of-snapshot");

      assertThat(said.succeeded()).isFalse();
      assertThat(said.text())
          .contains("account bob.sandbox.test: its repo answers, as bob.sandbox.test, and that is not the handle"
              + " in its DID document, which names robert.sandbox.test");
    }
  }
}
