package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.snapshot.Databases;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A fix-up that may change a column of a table may change nothing else there.
class UntouchedTest {
  private static final Map<String, Set<String>> STATE = Map.of("actor", Set.of("takedownRef"));

  @TempDir
  Path folder;

  private final Databases databases = new SqliteDatabases();
  private Path file;
  private Untouched before;

  @BeforeEach
  void aDatabase() throws IOException {
    file = Files.createFile(folder.resolve("account.sqlite"));
    change("CREATE TABLE actor (did PRIMARY KEY, handle, takedownRef)");
    change("INSERT INTO actor VALUES ('a', 'alice', NULL), ('b', 'bob', NULL)");
    before = Untouched.of(databases, file, STATE);
  }

  private void change(String sql) {
    databases.edit(file, connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  @Test
  void letsTheColumnBeChanged() {
    change("UPDATE actor SET takedownRef = 'mod' WHERE did = 'a'");

    assertThat(before.missing(databases, file, Set.of(), STATE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      UPDATE actor SET handle = 'x' WHERE did = 'a'  | the rows of its table actor are not what they were
      DELETE FROM actor WHERE did = 'b'              | the rows of its table actor are not what they were
      INSERT INTO actor VALUES ('c', 'carol', NULL)  | its table actor has 3 rows, and had 2
      """)
  void letsNothingElseBeChanged(String sql, String what) {
    change(sql);

    assertThat(before.missing(databases, file, Set.of(), STATE)).contains(what);
  }
}
