package dev.restorebot.bot.sandbox;

import dev.restorebot.snapshot.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The backups of eight nights, with what goes wrong with backups: a file that is missing, one cut short, one of 0
/// bytes, one set taken after the loss, one whose parts differ by seconds, and an object that is no backup at all.
final class SandboxBackups {
  private static final String FOLDER = "pds/db/";
  private static final List<Night> NIGHTS = List.of(Night.sound("20260218-020010"), Night.sound("20260219-020013"),
      new Night(Map.of(PdsDatabase.ACCOUNT, "20260220-020011", PdsDatabase.SEQUENCER, "20260220-020014",
          PdsDatabase.DID_CACHE, "20260220-020012")),
      new Night(Map.of(PdsDatabase.ACCOUNT, "20260221-020012", PdsDatabase.DID_CACHE, "20260221-020012")),
      Night.sound("20260222-020011"), Night.sound("20260223-020009"), Night.sound("20260224-020011"),
      Night.sound("20260225-020012"));
  private static final String CUT_SHORT = FOLDER + "account-20260222-020011.sqlite";
  private static final String EMPTY = FOLDER + "sequencer-20260223-020009.sqlite";

  private final SandboxStore store;
  private final PdsHistory history;
  private final Instant lost;

  /// @param lost when the account database was lost
  SandboxBackups(SandboxStore store, PdsHistory history, Instant lost) {
    this.lost = lost;
    this.store = store;
    this.history = history;
  }

  /// The timestamps of one night's backup.
  private record Night(Map<PdsDatabase, String> timestamps) {
    static Night sound(String timestamp) {
      return new Night(Map.of(PdsDatabase.ACCOUNT, timestamp, PdsDatabase.SEQUENCER, timestamp, PdsDatabase.DID_CACHE,
          timestamp));
    }
  }

  /// Fills the bucket. Uses `scratch` meanwhile.
  void create(Path scratch) {
    for (var night : NIGHTS) {
      night.timestamps().forEach((database, timestamp) -> put(database, timestamp, scratch));
    }
    var migration = Instant.parse("2026-01-10T20:15:00Z");
    store.put(FOLDER + "account-before-migration.sqlite", image(PdsDatabase.ACCOUNT, migration, scratch), migration);
  }

  /// Puts another sound account database in the place of the one of `timestamp`, as a second backup job would. Returns
  /// the key, or empty if there is no such backup.
  Optional<String> overwrite(Timestamp timestamp, Path scratch) {
    var key = FOLDER + "account-" + timestamp + ".sqlite";
    if (!store.has(key)) {
      return Optional.empty();
    }
    var earlier = timestamp.instant().minus(Duration.ofHours(30));
    store.put(key, image(PdsDatabase.ACCOUNT, earlier, scratch), timestamp.instant().plusSeconds(90));
    return Optional.of(key);
  }

  private void put(PdsDatabase database, String timestamp, Path scratch) {
    var at = Timestamp.parse(timestamp).orElseThrow().instant();
    var key = FOLDER + database.label() + "-" + timestamp + ".sqlite";
    var bytes = image(database, at, scratch);
    store.put(key, switch (key) {
      case CUT_SHORT -> Arrays.copyOf(bytes, bytes.length * 3 / 5);
      case EMPTY -> new byte[0];
      default -> bytes;
    }, at.plusSeconds(1));
  }

  private byte[] image(PdsDatabase database, Instant at, Path scratch) {
    var file = scratch.resolve("image.sqlite");
    try {
      Files.createDirectories(scratch);
      Files.deleteIfExists(file);
      new PdsImage(history, at, lost).write(database, file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make a backup in " + scratch, e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make a backup in " + scratch, e);
    }
  }
}
