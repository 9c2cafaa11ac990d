package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of databases that a service may be using.
class ScratchTest {
  private static final int COPIES = 300;

  @TempDir
  private Path root;

  @TempDir
  private Path disk;

  /// A service that opens and closes its database has a -wal beside it, and then none.
  @Test
  void copiesADatabaseWhoseWalComesAndGoes() throws Exception {
    Files.writeString(root.resolve("account.sqlite"), "main");
    var over = new AtomicBoolean();
    var service = Thread.ofPlatform().start(() -> comeAndGo(root.resolve("account.sqlite-wal"), over));
    var unreadable = new ArrayList<String>();
    try (var scratch = Scratch.below(disk)) {
      for (var count = 0; count < COPIES; count++) {
        var copies = scratch.copies(new Volume(root), Map.of("account", "account.sqlite"),
            (database, why) -> unreadable.add(database + ": " + why));

        assertThat(copies.size() + unreadable.size()).isEqualTo(1);
        unreadable.forEach(why -> assertThat(why).isEqualTo("account: it kept changing while it was copied"));
        copies.values().forEach(copy -> assertThat(copy).hasContent("main"));
        unreadable.clear();
      }
    } finally {
      over.set(true);
      service.join();
    }
  }

  private static void comeAndGo(Path wal, AtomicBoolean over) {
    try {
      while (!over.get()) {
        Files.writeString(wal, "wal");
        Files.delete(wal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
