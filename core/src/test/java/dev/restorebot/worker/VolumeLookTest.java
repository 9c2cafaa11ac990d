package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.volume.Report.SeenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a diagnosis sees of files that a service is using.
class VolumeLookTest {
  @TempDir
  private Path root;

  @Test
  void aFileThatNobodyMayWriteIsClosed() throws IOException {
    var database = Files.writeString(root.resolve("account.sqlite"), "main");
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("r--r-----"));

    assertThat(look().closed(seen("account.sqlite"))).isTrue();
  }

  @Test
  void aFileThatMayBeWrittenIsOpen() throws IOException {
    Files.writeString(root.resolve("account.sqlite"), "main");

    assertThat(look().closed(seen("account.sqlite"))).isFalse();
  }

  /// The service closed its database between the listing and the question.
  @Test
  void aWalThatIsGoneSinceItWasSeenIsNotClosed() throws IOException {
    Files.writeString(root.resolve("account.sqlite"), "main");
    var wal = Files.writeString(root.resolve("account.sqlite-wal"), "wal");
    var seen = seen("account.sqlite-wal");
    Files.delete(wal);

    assertThat(look().closed(seen)).isFalse();
  }

  private VolumeLook look() {
    return new VolumeLook(new Volume(root));
  }

  private SeenFile seen(String path) throws IOException {
    return look().files(List.of("account.sqlite")).stream().filter(file -> file.path().equals(path)).findFirst()
        .orElseThrow();
  }
}
