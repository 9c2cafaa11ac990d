package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.Fault;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A relay that a real PDS has told that its cursor lies in the future: on which side of the relay the PDS is now is said only where
/// somebody has seen it.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RelayRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void isSaidToBeBehindOnlyWhereTheSequencerWasSeen() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.happen(Fault.OfPds.SEQUENCER_EMPTIED);
      assertThat(world.relay().awaitIdle()).isTrue();

      world.happen(Fault.OfCluster.CLUSTER_DOWN);
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text())
          .contains("idle", "how far the sequencer is could not be seen").doesNotContain("is ahead of it again")
          .doesNotContain("A restore would help");

      world.happen(Fault.OfCluster.CLUSTER_WELL);
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text())
          .contains("the sequencer is behind " + world.relay().url()).doesNotContain("is ahead of it again");

      assertThat(RealPdsScene.restore(world).succeeded()).isTrue();
      world.users().write("alice", "after the restore");
      assertThat(world.relay().await("alice")).as("the PDS is ahead, and the relay takes what it tells").isTrue();
    }
  }
}
