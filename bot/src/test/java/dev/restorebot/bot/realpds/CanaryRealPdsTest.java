package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An account that is configured for it logs in at the end of a restore of a real PDS, posts, is seen at the relay, and leaves nothing
/// behind: the proof from end to end. Without its password nothing is touched, and with a wrong one no success is claimed.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CanaryRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void provesARestoreFromEndToEnd() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.canary("carol");

      world.harm();
      world.canaryPassword("");
      var untouched = RealPdsScene.play(world, "alice: /restore pds latest");

      assertThat(untouched.text()).contains(
          "the Secret pds-s3-credentials in namespace pds is missing, or has no entry canary");
      assertThat(world.users().logIn("alice").status()).as("nothing was restored").isEqualTo(401);

      world.canaryPassword("of somebody else");
      var unproven = RealPdsScene.restore(world);

      assertThat(unproven.succeeded()).as(unproven.text()).isFalse();
      assertThat(unproven.text()).contains(
          "canary carol.sandbox.test: the PDS does not let it log in: HTTP 401 AuthenticationRequired. Is the password in"
              + " the Secret the one that it had when the snapshot was made?")
          .doesNotContain("of somebody else");

      world.canary("carol");
      var proven = RealPdsScene.play(world, "bob: [Retry]");

      assertThat(proven.text())
          .contains("canary carol.sandbox.test: it logged in, posted, and deleted the post again; it"
              + " was seen at " + world.relay().url() + ", which has come to sequence number ")
          .doesNotContain("Ask one user to post");
      assertThat(proven.succeeded()).as(proven.text()).isTrue();
      assertThat(world.users().posts("carol")).as("what carol posted herself").isEqualTo(2);
      assertThat(world.relay().seen("carol")).endsWith("app.bsky.feed.post/3222222222222",
          "app.bsky.feed.post/3222222222222");
    }
  }
}
