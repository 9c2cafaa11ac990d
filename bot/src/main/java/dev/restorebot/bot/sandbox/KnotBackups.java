package dev.restorebot.bot.sandbox;

import dev.restorebot.snapshot.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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

  KnotBackups(SandboxStore store) {
    this.store = store;
  }

  /// Puts them into the bucket. Uses `scratch` meanwhile.
  void create(Path scratch) throws IOException, SQLException {
    Files.createDirectories(scratch);
    for (var night : NIGHTS) {
      var at = Timestamp.parse(night).orElseThrow().instant();
      var file = scratch.resolve("knot-" + night + ".db");
      new KnotImage(at).write(file);
      var bytes = Files.readAllBytes(file);
      store.put(FOLDER + "knotserver-" + night + ".db", switch (night) {
        case EMPTY -> new byte[0];
        case CUT_SHORT -> Arrays.copyOf(bytes, bytes.length * 3 / 5);
        default -> bytes;
      }, at.plusSeconds(1));
    }
    store.put(FOLDER + "README.txt", "Written every night at 02:30 UTC.\n".getBytes(StandardCharsets.UTF_8),
        KnotHistory.SET_UP);
  }
}
