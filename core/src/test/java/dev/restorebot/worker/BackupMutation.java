package dev.restorebot.worker;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Changes the databases of a PDS's backup as bad disks, copies made at a bad moment, other programs and people of bad will do: their bytes
/// and pages, and what SQL can make of them. Confined to one thread.
///
/// @param folder where the databases lie
record BackupMutation(Random random, Path folder) {
  /// The values of SQLite that nobody expects.
  private static final List<String> VALUES = List.of("NULL", "''", "x''", "x'ff00ff'", "0", "-1", "1.5", "9e999",
      "-9e999", "9007199254740991", "9007199254740992", "9223372036854775807", "-9223372036854775808", "'41'", "'many'",
      "' 7 '", "'9223372036854775808'", "char(10) || 'a' || char(8238) || 'b'", "'a' || char(0) || 'b'",
      "CAST(x'eda080' AS TEXT)",
      "hex(zeroblob(600))", "hex(zeroblob(20000))", "'2026-02-25T14:00:00.000Z'", "'9999-12-31T23:59:59.999Z'",
      "'+999999999-12-31T23:59:59Z'", "'-1'", "'did:plc:aliceaaaaaaaaaaaaaaaaaaa'", "'did:plc:other'");

  /// What has a place in each of these is done by SQL: `$v` a value, `$t` a table, `$c` one of its columns, `$o` another column.
  private static final List<String> CHANGES = List.of("DROP TABLE $t", "ALTER TABLE $t DROP COLUMN $c",
      "ALTER TABLE $t RENAME COLUMN $c TO other", "ALTER TABLE $t RENAME TO other",
      "ALTER TABLE $t RENAME TO other; CREATE VIEW $t AS SELECT * FROM other",
      "ALTER TABLE $t RENAME TO other; CREATE TABLE $t AS SELECT * FROM other",
      "ALTER TABLE $t RENAME TO other; CREATE VIRTUAL TABLE $t USING fts5(did, handle, seq)",
      "ALTER TABLE $t ADD COLUMN more AS ($c || 'x')", "ALTER TABLE $t ADD COLUMN more DEFAULT $v",
      "ALTER TABLE $t ADD COLUMN more NOT NULL DEFAULT $v CHECK (more IS NULL)",
      "ALTER TABLE $t ADD COLUMN more CHECK ($c <> $v)", "ALTER TABLE $t ADD COLUMN more REFERENCES nothing (a)",
      "ALTER TABLE $t ADD COLUMN more AS (zeroblob(40000000))", "UPDATE $t SET $c = $v",
      "UPDATE OR IGNORE $t SET $c = $v",
      "UPDATE $t SET $c = $v WHERE rowid = 1", "UPDATE $t SET $c = $v WHERE rowid = 1",
      "UPDATE $t SET $c = $v WHERE rowid = 2",
      "DELETE FROM $t", "DELETE FROM $t WHERE rowid > 1", "CREATE INDEX strange ON $t (lower($c))",
      "CREATE UNIQUE INDEX strange ON $t ($c) WHERE $c = $v", "CREATE INDEX strange ON $t ($c COLLATE NOCASE DESC, $o)",
      "CREATE TRIGGER strange AFTER INSERT ON $t BEGIN UPDATE $t SET $c = $v; END",
      "CREATE TRIGGER strange BEFORE INSERT ON $t BEGIN SELECT RAISE(ABORT, 'no'); END",
      "CREATE TRIGGER strange AFTER UPDATE ON $t BEGIN DELETE FROM $t; END",
      "CREATE VIEW strange AS SELECT * FROM nothing",
      "CREATE VIEW strange AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
      "CREATE TABLE \"a\"\"b; --\" (\"c\"\"d\" PRIMARY KEY, e) WITHOUT ROWID; INSERT INTO \"a\"\"b; --\" VALUES ($v, $v)",
      "CREATE TABLE strange (a INTEGER PRIMARY KEY AUTOINCREMENT, b); INSERT INTO strange VALUES ($v, 1)",
      "CREATE VIRTUAL TABLE strange USING fts5(a); INSERT INTO strange VALUES ($v)",
      "CREATE VIRTUAL TABLE strange USING rtree(a, b, c); INSERT INTO strange VALUES (1, 2, 3)", "ANALYZE",
      "PRAGMA journal_mode = WAL", "PRAGMA auto_vacuum = 1; VACUUM", "PRAGMA page_size = 512; VACUUM",
      "PRAGMA page_size = 65536; VACUUM", "PRAGMA user_version = -1", "PRAGMA application_id = 7",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'varchar', 'varchar COLLATE nowhere') WHERE name = '$t'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'AUTOINCREMENT', '')",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'varchar', 'int CHECK (0)') WHERE name = '$t'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 1",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 0 WHERE name = '$t'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET tbl_name = $v WHERE name = '$t'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = $v WHERE name = '$t'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = $v WHERE name = '$t'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = $v WHERE name = '$t'",
      "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = '$t'",
      "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'sqlite_sequence'");

  /// The same, of one database.
  private static final Map<String, List<String>> OF_ONE = Map.of("account", List.of(
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 300) "
          + "INSERT INTO actor (did, handle, createdAt) SELECT 'did:plc:' || n, 'user' || n, 'x' FROM c",
      "INSERT INTO actor (did, handle, createdAt) VALUES ($v, $v, $v)",
      "INSERT INTO actor (did, handle, createdAt) VALUES ($v, 'x', 'x')",
      "DELETE FROM actor", "UPDATE actor SET takedownRef = $v", "UPDATE actor SET deactivatedAt = $v"),
      "sequencer", List.of(
          "INSERT INTO repo_seq (seq, did, eventType, event, sequencedAt) VALUES ($v, $v, 'append', x'a0', $v)",
          "INSERT INTO repo_seq (seq, did, eventType, event, sequencedAt) VALUES ($v, 'x', 'identity', x'a0', '2026-02-01')",
          "UPDATE sqlite_sequence SET seq = $v", "UPDATE sqlite_sequence SET name = $v", "DELETE FROM sqlite_sequence",
          "INSERT INTO sqlite_sequence VALUES ('repo_seq', $v)", "INSERT INTO sqlite_sequence VALUES ($v, $v)",
          "UPDATE sqlite_sequence SET seq = $v; INSERT INTO sqlite_sequence VALUES ('repo_seq', $v)",
          "INSERT INTO sqlite_sequence VALUES ('repo_seq', $v); DELETE FROM sqlite_sequence WHERE rowid = 1",
          "UPDATE sqlite_sequence SET name = 'REPO_SEQ'"),
      "did_cache", List.of(
          "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) "
              + "INSERT INTO did_doc SELECT 'did:plc:' || n, 'doc', n FROM c",
          "INSERT INTO did_doc VALUES ($v, $v, $v)"));

  /// The same, of one table, made anew with other columns.
  private static final List<String> ACTORS = List.of("did, handle, createdAt, takedownRef, deactivatedAt",
      "did AS ('did:plc:' || createdAt), handle, createdAt, takedownRef, deactivatedAt",
      "did, handle AS (did || did), createdAt, takedownRef AS (NULL), deactivatedAt AS (NULL)",
      "did PRIMARY KEY, handle, createdAt, takedownRef, deactivatedAt) WITHOUT ROWID --",
      "did TEXT PRIMARY KEY, handle TEXT, createdAt ANY, takedownRef ANY, deactivatedAt ANY) STRICT --",
      "did, handle, createdAt, takedownRef, deactivatedAt, rowid, oid, _rowid_");
  private static final List<String> DOCUMENTS =
      List.of("did, doc", "did AS (doc), doc", "did PRIMARY KEY, doc) WITHOUT ROWID --");
  private static final List<String> EVENTS = List.of("seq integer PRIMARY KEY, did, eventType, event, sequencedAt",
      "seq, did, eventType, event, sequencedAt", "seq integer PRIMARY KEY DESC, did, eventType, event, sequencedAt",
      "seq PRIMARY KEY, did, eventType, event, sequencedAt) WITHOUT ROWID --",
      "seq integer PRIMARY KEY AUTOINCREMENT, did UNIQUE ON CONFLICT REPLACE, eventType, event, sequencedAt",
      "seq integer PRIMARY KEY AUTOINCREMENT, did UNIQUE ON CONFLICT IGNORE, eventType, event, sequencedAt",
      "seq integer PRIMARY KEY AUTOINCREMENT, did int, eventType blob, event text, sequencedAt int",
      "seq integer PRIMARY KEY AUTOINCREMENT, did COLLATE NOCASE, eventType AS ('identity'), event, sequencedAt",
      "seq integer PRIMARY KEY AUTOINCREMENT, did, eventType, event, sequencedAt, more NOT NULL DEFAULT 1",
      "seq integer PRIMARY KEY AUTOINCREMENT, did, eventType, event, sequencedAt, more NOT NULL",
      "seq integer PRIMARY KEY AUTOINCREMENT CHECK (seq < 40), did, eventType, event, sequencedAt",
      "did, seq integer PRIMARY KEY AUTOINCREMENT, event, eventType DEFAULT 'x', sequencedAt, rowid, oid",
      "id integer PRIMARY KEY AUTOINCREMENT, seq, did, eventType, event, sequencedAt",
      "id integer PRIMARY KEY AUTOINCREMENT, seq AS (id), did, eventType, event, sequencedAt");

  /// Changes something, and says what.
  String change() throws IOException {
    var name = any(Bench.DATABASES);
    var file = folder.resolve(name + ".sqlite");
    return name + ": " + (random.nextInt(4) == 0 ? bytes(file) : sql(name, file));
  }

  private String bytes(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    var other = Files.readAllBytes(folder.resolve(any(Bench.DATABASES) + ".sqlite"));
    if (bytes.length < 200 || other.length < 200) {
      return "too short to change";
    }
    var how = random.nextInt(12);
    Files.write(file, switch (how) {
      case 0, 1, 2 -> flipped(bytes, bytes.length);
      case 3 -> flipped(bytes, 100);
      case 4 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 5 -> spliced(bytes, other);
      case 6 -> page(bytes, new byte[size(bytes)]);
      case 7 -> page(bytes, any(pages(bytes)));
      case 8 -> page(bytes, any(pages(other)));
      case 9 -> joined(bytes, any(pages(other)));
      case 10 -> joined(bytes, new byte[random.nextInt(10_000)]);
      default -> field(bytes);
    });
    return List.of("bits", "bits", "bits", "bits of the header", "cut", "a splice", "a zeroed page", "a doubled page",
        "a foreign page", "an appended page", "appended zeros", "a field of the header").get(how);
  }

  private byte[] flipped(byte[] bytes, int within) {
    var changed = bytes.clone();
    for (var left = 1 + random.nextInt(4); left > 0; left--) {
      changed[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private byte[] spliced(byte[] bytes, byte[] other) {
    var changed = bytes.clone();
    var length = 1 + random.nextInt(200);
    if (length < Math.min(other.length, bytes.length)) {
      System.arraycopy(other, random.nextInt(other.length - length), changed, random.nextInt(bytes.length - length),
          length);
    }
    return changed;
  }

  private byte[] page(byte[] bytes, byte[] page) {
    var changed = bytes.clone();
    var at = size(bytes) * random.nextInt(Math.max(1, bytes.length / size(bytes)));
    System.arraycopy(page, 0, changed, at, Math.min(page.length, bytes.length - at));
    return changed;
  }

  private byte[] field(byte[] bytes) {
    var changed = bytes.clone();
    ByteBuffer.wrap(changed).putInt(4 * random.nextInt(25),
        any(List.of(0, 1, 2, 3, -1, 4096, 512, 1 << 30, random.nextInt(16))));
    return changed;
  }

  private static List<byte[]> pages(byte[] bytes) {
    var size = size(bytes);
    return IntStream.range(0, Math.max(1, bytes.length / size))
        .mapToObj(page -> Arrays.copyOfRange(bytes, page * size, (page + 1) * size)).toList();
  }

  private static int size(byte[] bytes) {
    return Math.max(512, Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(16)));
  }

  private String sql(String name, Path file) {
    var sql = switch (random.nextInt(4)) {
      case 0 -> anew(name);
      case 1 -> filled(name, any(requireNonNull(OF_ONE.get(name))));
      default -> filled(name, any(CHANGES));
    };
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      for (var one : sql.contains(" TRIGGER ") ? List.of(sql) : List.of(sql.split("; ", -1))) {
        statement.execute(one);
      }
      return sql;
    } catch (SQLException e) {
      return sql + " [" + e.getMessage() + "]";
    }
  }

  private String anew(String name) {
    return switch (name) {
      case "account" -> anew("actor", "did, handle, createdAt, takedownRef, deactivatedAt", any(ACTORS));
      case "sequencer" -> anew("repo_seq", "seq, did, eventType, event, sequencedAt", any(EVENTS));
      default -> anew("did_doc", "did, doc", any(DOCUMENTS));
    };
  }

  /// The table with what it holds, as far as that fits.
  private static String anew(String table, String columns, String definition) {
    var kept = Arrays.stream(columns.split(", ", -1)).filter(column -> !definition.contains(column + " AS")).toList();
    var list = String.join(", ", kept);
    return "ALTER TABLE %1$s RENAME TO former; CREATE TABLE %1$s (%2$s\n); INSERT OR IGNORE INTO %1$s (%3$s) SELECT %3$s FROM former; DROP TABLE former"
        .formatted(table, definition, list);
  }

  private String filled(String name, String sql) {
    var table = switch (name) {
      case "account" -> any(List.of("actor", "actor", "actor", "account", "repo_root"));
      case "sequencer" -> "repo_seq";
      default -> "did_doc";
    };
    var columns = switch (table) {
      case "actor" -> List.of("did", "handle", "createdAt", "takedownRef", "deactivatedAt", "deleteAfter");
      case "repo_seq" -> List.of("seq", "did", "eventType", "event", "invalidated", "sequencedAt");
      case "did_doc" -> List.of("did", "doc", "updatedAt");
      default -> List.of("did", "email", "rev");
    };
    var text = sql.replace("$t", table).replace("$c", any(columns)).replace("$o", any(columns));
    while (text.contains("$v")) {
      text = text.substring(0, text.indexOf("$v")) + any(VALUES) + text.substring(text.indexOf("$v") + 2);
    }
    return text;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
