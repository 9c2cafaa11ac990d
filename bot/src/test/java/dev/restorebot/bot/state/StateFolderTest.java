package dev.restorebot.bot.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir
  private Path folder;

  @Test
  void isHeldByOneAtATime() throws IOException {
    var home = folder.resolve("state");
    try (var held = StateFolder.take(home)) {
      assertThat(held.journal().getParent()).isEqualTo(home);
      assertThatThrownBy(() -> StateFolder.take(home)).isInstanceOf(StateFolder.TakenException.class)
          .hasMessageContaining("another restorebot is at work in " + home);
    }
    StateFolder.take(home).close();
  }

  @Test
  void letsNobodyElseIn() throws IOException {
    StateFolder.take(folder.resolve("state")).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))))
        .isEqualTo("rwx------");
  }
}
