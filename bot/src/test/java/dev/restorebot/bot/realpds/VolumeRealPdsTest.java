package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.NeedsMounts;
import dev.restorebot.bot.sandbox.SmallVolume;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A volume that a real PDS cannot write to: what is wrong is said, with the next move, and no restore is advised.
@NeedsRealPds
@NeedsMounts
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class VolumeRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void thatIsFullNeedsRoom() throws Exception {
    try (var volume = SmallVolume.over(RealPdsScene.volume(folder), "32m"); var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      volume.fill();
      assertThat(world.users().write("alice", "no room").status()).isEqualTo(500);

      var diagnosis = RealPdsScene.play(world, "alice: /diagnose pds").text();
      assertThat(diagnosis).contains("is full", "of 32 MiB", "Do not restore", "Make the volume larger");
      assertThat(RealPdsScene.play(world, "alice: /restore pds latest").text()).contains("Refused", "free");
    }
  }

  @Test
  void thatIsMountedReadOnlyNeedsAnotherMount() throws Exception {
    try (var volume = SmallVolume.over(RealPdsScene.volume(folder), "32m"); var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.restart(volume::mountReadOnly);

      var diagnosis = RealPdsScene.play(world, "alice: /diagnose pds").text();
      assertThat(diagnosis).contains("is mounted read-only", "Do not restore", "Mount it writable")
          .doesNotContain("chown");
      assertThat(RealPdsScene.play(world, "alice: /restore pds latest").text()).contains("Refused",
          "mounted read-only");
    }
  }
}
