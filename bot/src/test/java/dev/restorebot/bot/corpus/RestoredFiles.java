package dev.restorebot.bot.corpus;

import dev.restorebot.files.Digest;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a restore of any version leaves on a volume: every file as it is; of databases that fix-ups edit, what no fix-up touches, since a
/// later one tells followers of more, and throws away what can be fetched again.
public final class RestoredFiles {
  private static final String SEQUENCER = "sequencer.sqlite";
  private static final String CACHE = "did_cache.sqlite";

  private RestoredFiles() {}

  /// What is on `volume`, by file.
  ///
  /// @param live every file below it that counts
  public static SortedMap<String, String> of(Path volume, SortedMap<String, Digest> live) {
    var files = new TreeMap<String, String>();
    live.forEach((file, digest) -> files.put(file, digest.toString()));
    files.computeIfPresent(SEQUENCER, (file, _) -> asked(volume.resolve(file),
        "SELECT group_concat(seq || ' ' || did || ' ' || hex(event) || ' ' || sequencedAt, char(10) ORDER BY seq)"
            + " FROM repo_seq WHERE eventType NOT IN ('account', 'identity')"));
    files.computeIfPresent(CACHE, (file, _) -> asked(volume.resolve(file),
        "SELECT group_concat(sql, char(10) ORDER BY name) FROM sqlite_schema"));
    return files;
  }

  /// The highest number of the sequencer on `volume`; 0 if there is none.
  public static long lastNumber(Path volume, SortedMap<String, Digest> live) {
    return live.containsKey(SEQUENCER)
        ? Long.parseLong(asked(volume.resolve(SEQUENCER), "SELECT max(seq) FROM repo_seq"))
        : 0;
  }

  /// Nothing appears beside the file.
  private static String asked(Path file, String question) {
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
        var statement = database.createStatement();
        var row = statement.executeQuery(question)) {
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException("could not ask " + file, e);
    }
  }
}
