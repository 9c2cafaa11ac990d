package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.RealPds.Version;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A snapshot of one version of a PDS and another that runs: what is said before anything is touched, and what becomes of it.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MigrationsRealPdsTest {
  @TempDir
  private Path folder;

  @ParameterizedTest(name = "of {0}, running {1}")
  @CsvSource({"OLDER, CURRENT, restored", "CURRENT, OLDER, refused"})
  void areComparedBeforeAnythingIsTouched(Version snapshot, Version running, String outcome) throws Exception {
    restores(snapshot, running, outcome);
  }

  @Tag("soak")
  @ParameterizedTest(name = "of {0}, running {1}")
  @CsvSource({"CURRENT, CURRENT, restored", "OLDER, OLDER, restored"})
  void areNoMatterWhereTheyAreTheSame(Version snapshot, Version running, String outcome) throws Exception {
    restores(snapshot, running, outcome);
  }

  private void restores(Version snapshot, Version running, String outcome) throws Exception {
    try (var world = RealPdsScene.open(folder, snapshot)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.replaceWith(running);

      var said = RealPdsScene.restore(world);

      System.out.printf("migrations | snapshot %s | running %s | %s%n", snapshot.number(), running.number(), outcome);
      if (outcome.equals("refused")) {
        assertThat(said.text()).contains("Refused:").contains("migration")
            .contains("Nothing that is live was touched.");
        assertThat(said.succeeded()).isFalse();
      } else {
        assertThat(said.succeeded()).as(said.text()).isTrue();
        assertThat(world.users().write("alice", "after the restore").status()).isEqualTo(200);
        assertThat(world.users().posts("alice")).isEqualTo(2);
      }
    }
  }
}
