package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Removal;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.worker.Untouched.Allowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A fix-up that may change a column of a table may change nothing else there.
class UntouchedTest {
  private static final Allowed STATE = new Allowed(Set.of(), Map.of("actor", Set.of("takedownRef")), Set.of(),
      Removal.NONE);

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

    assertThat(before.missing(databases, file, STATE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      UPDATE actor SET handle = 'x' WHERE did = 'a'  | the rows of its table actor are not what they were
      DELETE FROM actor WHERE did = 'b'              | the rows of its table actor are not what they were
      INSERT INTO actor VALUES ('c', 'carol', NULL)  | its table actor has 3 rows, and had 2
      """)
  void letsNothingElseBeChanged(String sql, String what) {
    change(sql);

    assertThat(before.missing(databases, file, STATE)).contains(what);
  }

  @Test
  void letsRowsBeTakenOutThatItsKindNames() {
    change("CREATE TABLE repo_root (did, cid)");
    change("INSERT INTO repo_root VALUES ('a', 1), ('b', 2)");
    var removing = new Allowed(Set.of(), Map.of(), Set.of(), new Removal("did", new TreeSet<>(List.of("a"))));
    before = Untouched.of(databases, file, removing);

    change("DELETE FROM actor WHERE did = 'a'");
    change("DELETE FROM repo_root WHERE did = 'a'");
    assertThat(before.missing(databases, file, removing)).isEmpty();

    change("DELETE FROM repo_root WHERE did = 'b'");
    assertThat(before.missing(databases, file, removing))
        .hasValue("the rows of its table repo_root are not what they were");
  }

  @Test
  void letsWhatIsDisposableBeThrownAway() {
    var disposable = new Allowed(Set.of(), Map.of(), Set.of("actor"), Removal.NONE);
    before = Untouched.of(databases, file, disposable);

    change("DELETE FROM actor");

    assertThat(before.missing(databases, file, disposable)).isEmpty();
  }
}
