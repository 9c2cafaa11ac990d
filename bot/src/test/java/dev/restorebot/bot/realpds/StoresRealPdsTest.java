package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Stores of a real PDS that no backup has: the one that is damaged is named, and so is whose account a snapshot does not know.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StoresRealPdsTest {
  private static final int PAGE = 4096;

  @TempDir
  private Path folder;

  @Test
  void thatAreNoDatabasesAnyMoreAreNamed() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      var did = world.users().did("bob");
      world.restart(() -> damage(Stores.of(world.volume(), did), 0));

      var diagnosis = RealPdsScene.play(world, "alice: /diagnose pds").text();
      assertThat(diagnosis).contains("Do not restore", "bob.sandbox.test (" + did + ")",
          "actors/" + Stores.of(world.volume(), did).getParent().getParent().getFileName() + "/" + did
              + "/store.sqlite");
    }
  }

  /// The store begins as it should, so that only the PDS tells that it cannot read it.
  @Test
  void thatAreDamagedInTheMiddleAreNamed() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      var did = world.users().did("bob");
      world.restart(() -> damage(Stores.of(world.volume(), did), PAGE));

      var diagnosis = RealPdsScene.play(world, "alice: /diagnose pds").text();
      assertThat(diagnosis).contains("Do not restore", "bob.sandbox.test (" + did + ")",
          "in the folder below actors/ that is named after the DID");
      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text())
          .contains("the log tells of a damaged database, and the PDS fails when it is asked about bob.sandbox.test");
    }
  }

  @Test
  void ofAccountsThatNoSnapshotHasAreNamedByTheirHandles() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice");
      world.backUp();
      world.signUp("dora");
      var did = world.users().did("dora");
      world.loseAccounts();

      var plan = RealPdsScene.play(world, "alice: /restore pds latest").text();
      assertThat(plan).contains("dora.sandbox.test (" + did + ")");
    }
  }

  /// Overwrites the store from `begin` on.
  private static void damage(Path store, int begin) {
    try {
      Files.deleteIfExists(store.resolveSibling("store.sqlite-wal"));
      var bytes = Files.readAllBytes(store);
      Arrays.fill(bytes, begin, bytes.length, (byte) 7);
      Files.write(store, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
