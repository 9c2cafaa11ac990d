package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.PdsContract;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.service.WorkloadRef;
import java.nio.file.Path;
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
}
