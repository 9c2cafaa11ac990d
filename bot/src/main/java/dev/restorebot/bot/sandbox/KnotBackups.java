package dev.restorebot.bot.sandbox;

import dev.restorebot.snapshot.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The backups of the knot's database of eight nights: one of 0 bytes, the newest cut short, and an object that is no backup.
final class KnotBackups {
  private static final String FOLDER = "knot/db/";
  private static final String EMPTY = "20260221-023009";
  private static final String CUT_SHORT = "20260225-023012";
  private static final List<String> NIGHTS = List.of("20260218-023010", "20260219-023012", "20260220-023011", EMPTY,
      "20260222-023011", "20260223-023010", "20260224-023011", CUT_SHORT);

  private final SandboxStore store;

  private final boolean well;

  /// @param well whether the newest is whole
  KnotBackups(SandboxStore store, boolean well) {
    this.well = well;
    this.store = store;
  }

  /// Puts them into the bucket. Uses `scratch` meanwhile.
  void create(Path scratch) throws IOException, SQLException {
    Files.createDirectories(scratch);
    for (var night : NIGHTS) {
      var at = Timestamp.parse(night).orElseThrow().instant();
      var bytes = image(at, scratch);
      store.put(FOLDER + "knotserver-" + night + ".db", switch (night) {
        case EMPTY -> new byte[0];
        case CUT_SHORT -> well ? bytes : Arrays.copyOf(bytes, bytes.length * 3 / 5);
        default -> bytes;
      }, at.plusSeconds(1));
    }
    var upgrade = Instant.parse("2026-02-16T11:20:00Z");
    store.put(FOLDER + "knotserver-before-upgrade.db", image(upgrade, scratch), upgrade);
  }

  private static byte[] image(Instant at, Path scratch) throws IOException, SQLException {
    var file = scratch.resolve("knot.db");
    Files.deleteIfExists(file);
    new KnotImage(at, false).write(file);
    return Files.readAllBytes(file);
  }
}
