package dev.restorebot.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.NeedsMounts;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.SmallVolume;
import dev.restorebot.bot.sandbox.WorldCopy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Volumes that nobody can write to: what is wrong with them is said before anything else is looked for, and no restore is advised that
/// could not be made.
@NeedsMounts
class VolumesTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @FieldSource("dev.restorebot.bot.sandbox.SandboxService#ALL")
  void thatAreFullNeedRoom(SandboxService service) {
    try (var world = WorldCopy.openWell(folder, service, List.of("/bin/false"));
        var volume = SmallVolume.over(world.volume(service), "16m")) {
      volume.fill();

      assertThat(diagnosis(world, service)).contains("is full", "of 16 MiB", "Do not restore", "Make the volume larger")
          .doesNotContain("A restore would help");
    }
  }

  @ParameterizedTest
  @FieldSource("dev.restorebot.bot.sandbox.SandboxService#ALL")
  void thatAreMountedReadOnlyNeedAnotherMount(SandboxService service) {
    try (var world = WorldCopy.openWell(folder, service, List.of("/bin/false"));
        var volume = SmallVolume.over(world.volume(service), "16m")) {
      volume.mountReadOnly();

      assertThat(diagnosis(world, service)).contains("is mounted read-only", "Do not restore", "Mount it writable")
          .doesNotContain("chown");
    }
  }

  /// What is lost comes back with a restore, and that needs room first.
  @Test
  void thatAreFullNeedRoomBeforeARestore() {
    try (var world = WorldCopy.openWell(folder, SandboxService.PDS, List.of("/bin/false"));
        var volume = SmallVolume.over(world.volume(SandboxService.PDS), "16m")) {
      happen(world, Fault.OfPds.ACCOUNTS_EMPTIED);
      volume.fill();

      assertThat(diagnosis(world, SandboxService.PDS)).contains("A restore would help", "the volume is full",
          "Before a restore, make room on the volume");
    }
  }

  private static void happen(Sandbox world, Fault fault) {
    assertThat(world.happen(fault)).endsWith(".");
  }

  private static String diagnosis(Sandbox world, SandboxService service) {
    try (var bot = Bots.in(world)) {
      var reply = bot.desk().say(new Person("sandbox:alice"), "",
          "/diagnose " + service.label());
      return String.join("\n", reply.lines());
    }
  }
}
