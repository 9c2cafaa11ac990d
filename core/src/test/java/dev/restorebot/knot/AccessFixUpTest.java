package dev.restorebot.knot;

import static dev.restorebot.knot.KnotFixture.ALICE;
import static dev.restorebot.knot.KnotFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.kind.Addition;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Access is given by rows in a real database, as a knot writes them, once.
class AccessFixUpTest {
  private static final String SITE = ALICE + "/site";
  private static final String NEW = ALICE + "/new";
  private static final String BLOG = BOB + "/blog";

  private final KnotFiles kind = new KnotFiles(new FakeGit());
  @TempDir
  private Path folder;
  private Path database;

  @BeforeEach
  void write() throws SQLException {
    database = folder.resolve("knotserver.db");
    new KnotFixture(database).owner(ALICE).repository(ALICE, SITE)
        .acl("p", ALICE, "thisserver", NEW, "repo:push").acl("p", ALICE, "thisserver", NEW, "repo:push")
        .acl("p", BOB, "thisserver", NEW, "repo:delete").write();
  }

  @Test
  void addsTheRowsThatAreMissingAndNoOthers() throws Exception {
    var rows = rows();

    var fixUp = fixUp(SITE, NEW, BLOG);

    assertThat(added(rows)).isEqualTo("""
        p|%1$s|thisserver|%1$s/new|repo:settings||
        p|%1$s|thisserver|%1$s/new|repo:owner||
        p|%1$s|thisserver|%1$s/new|repo:invite||
        p|%1$s|thisserver|%1$s/new|repo:delete||
        p|server:owner|thisserver|%1$s/new|repo:delete||
        p|%2$s|thisserver|%2$s/blog|repo:settings||
        p|%2$s|thisserver|%2$s/blog|repo:push||
        p|%2$s|thisserver|%2$s/blog|repo:owner||
        p|%2$s|thisserver|%2$s/blog|repo:invite||
        p|%2$s|thisserver|%2$s/blog|repo:delete||
        p|server:owner|thisserver|%2$s/blog|repo:delete||
        """.formatted(ALICE, BOB));
    assertThat(fixUp.edited()).containsExactly("knotserver");
    assertThat(fixUp.notes())
        .containsExactly("The owners of 3 repositories have access: 11 rows were added to the table acl.");
    assertThat(fixUp.numbers()).isEqualTo(
        Map.of("acl.added", 11L, "granted:" + SITE, 0L, "granted:" + NEW, 5L, "granted:" + BLOG, 6L));
    assertThat(kind.contents(new SqliteDatabases(), Map.of("knotserver", database)).with(KnotItem.ACCESS))
        .extracting("id").containsExactly(BLOG, NEW, SITE);
  }

  @Test
  void addsNothingTheSecondTime() throws Exception {
    fixUp(NEW, BLOG);
    var rows = rows();

    var again = fixUp(NEW, BLOG);

    assertThat(rows()).isEqualTo(rows);
    assertThat(again.edited()).containsExactly("knotserver");
    assertThat(again.notes()).containsExactly("The owners of 2 repositories have access: all rows were there.");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(database);
    }
  }

  @Test
  void changesNothingIfNobodyConsented() {
    assertThat(kind.fixUp(new SqliteDatabases(), Map.of("knotserver", database), Map.of(), Map.of()))
        .isEqualTo(FixUp.NOTHING);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      site                        | site
      did:plc:a                   | did:plc:a
      did:plc:a/                  | did:plc:a/
      did:plc:a/..                | did:plc:a/..
      did:plc:a/b/c               | did:plc:a/b/c
      did:plc:a/b'--              | did:plc:a/b'--
      did:plc:a/b,did:plc:c/d     | did:plc:a/did:plc:c/d
      did:plc:a/b  did:plc:c/d    |
      did:plc:a/<!channel>        | did:plc:a/<!channel>
      """)
  void refusesWhatIsNoRepository(String granted, String named) throws Exception {
    var rows = rows();

    assertThatThrownBy(() -> kind.fixUp(new SqliteDatabases(), Map.of("k", database), Map.of(),
        Map.of("grants", granted))).isInstanceOf(FixUpException.class)
        .hasMessage("access can be given to a repository at did:…/name alone, and this is none: "
            + (named == null ? "" : named));
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void leavesADatabaseAloneWithWhichTheKnotWouldNotStart() throws Exception {
    try (var connection = KnotFixture.open(database); var statement = connection.createStatement()) {
      statement.execute("insert into acl(p_type, v0) values('g', 'x')");
    }
    var rows = rows();

    assertThatThrownBy(() -> fixUp(BLOG)).isInstanceOf(FixUpException.class)
        .hasMessageStartingWith(
            "with this table acl the knot does not start. Row 14 of the table acl (g, x) has 1 value");
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void writesWhatWasConsentedToInFewWords() {
    var written = AccessFixUp.written(List.of(grant(SITE), grant(BLOG), grant(NEW)));

    assertThat(written).isEqualTo(SITE + ",new " + BLOG);
    assertThat(AccessFixUp.read(written).repositories()).extracting(RepositoryPath::toString)
        .containsExactly(SITE, NEW, BLOG);
  }

  private FixUp fixUp(String... repositories) {
    var granted = AccessFixUp.written(List.of(repositories).stream().map(AccessFixUpTest::grant).toList());
    return kind.fixUp(new SqliteDatabases(), Map.of("knotserver", database), Map.of(), Map.of("grants", granted));
  }

  private static Addition grant(String repository) {
    return new Addition(repository, List.of());
  }

  private String added(String before) throws SQLException {
    assertThat(rows()).startsWith(before);
    return rows().substring(before.length());
  }

  private String rows() throws SQLException {
    try (var connection = KnotFixture.open(database);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT group_concat(p_type || '|' || v0 || '|' || v1 || '|' || v2 || '|' || v3"
                + " || '|' || v4 || '|' || v5 || char(10), '') FROM (SELECT * FROM acl ORDER BY rowid)")) {
      return row.getString(1);
    }
  }
}
