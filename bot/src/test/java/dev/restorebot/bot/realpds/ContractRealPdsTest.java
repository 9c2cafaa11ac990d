package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.PdsContract;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.service.WorkloadRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The stand-in answers as the real PDS does: status, name of the error, its message, fields and their order of checks.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ContractRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void holdsForBoth() throws Exception {
    try (var well = WorldCopy.openWell(folder.resolve("stand-in"), SandboxService.PDS, Worlds.job());
        var world = RealPdsScene.open(folder)) {
      well.cluster().scale(new WorkloadRef("pds", "deployment", "pds"), 0);
      var standIn = PdsContract.standIn(well.volume());
      var real = PdsContract.real(world);

      real.forEach((question, answer) -> System.out.println("contract | " + question + " | " + answer));
      assertThat(standIn).containsExactlyEntriesOf(real);
    }
  }

  /// The one row that does not hold for both. The stand-in is a part of this program, which drops the locks of all its open databases
  /// whenever it closes one that it has read as a file, as tests do; a pod does not. What hot `-wal` files mean to a restore is tested
  /// with the real PDS alone.
  @Test
  void leavesDatabasesOpenThatTheStandInCloses() throws Exception {
    try (var well = WorldCopy.openWell(folder.resolve("stand-in"), SandboxService.PDS, Worlds.job());
        var world = RealPdsScene.open(folder)) {
      world.signUp("alice");
      var real = logs(world.volume());

      System.out.println("contract | files left open while it runs | real: " + real + "; stand-in: none, on purpose");
      assertThat(real).containsExactly("account.sqlite-wal", "did_cache.sqlite-wal", "sequencer.sqlite-wal");
      assertThat(logs(well.volume())).isEmpty();
    }
  }

  private static List<String> logs(Path volume) throws IOException {
    try (var files = Files.list(volume)) {
      return files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith("-wal")).sorted()
          .toList();
    }
  }
}
