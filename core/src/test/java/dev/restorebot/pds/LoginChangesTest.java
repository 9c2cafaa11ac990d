package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lets people in and was changed after a snapshot: whose it is, and nothing of what it is.
class LoginChangesTest {
  private static final List<String> TABLES = List.of(
      "CREATE TABLE app_password (did, name, passwordScrypt, createdAt)",
      "INSERT INTO app_password VALUES ('" + PdsFixture.BOB + "', 'phone', 'secret-phone', '')",
      "CREATE TABLE invite_code (code PRIMARY KEY, availableUses, disabled DEFAULT 0, forAccount, createdBy, createdAt)",
      "CREATE TABLE invite_code_use (code, usedBy, usedAt)",
      "INSERT INTO invite_code (code) VALUES ('secret-old')");

  @TempDir
  private Path folder;
  private final SqliteDatabases databases = new SqliteDatabases();
  private final PdsFiles files = new PdsFiles();

  @BeforeEach
  void nothingHasChanged() throws Exception {
    for (var name : List.of("then", "now")) {
      new PdsFixture().account(PdsFixture.ALICE, "alice.test").account(PdsFixture.BOB, "bob.test")
          .writeBackup(folder.resolve(name));
      TABLES.forEach(statement -> edit(name, statement));
    }
  }

  private void edit(String name, String sql) {
    databases.edit(folder.resolve(name + "/account.sqlite"), connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  private Map<String, Path> accounts(String name) {
    return Map.of("account", folder.resolve(name + "/account.sqlite"));
  }

  private List<Finding> reverted() {
    return files.reverted(databases, accounts("then"), accounts("now"));
  }

  @Test
  void areNoneWhereNothingHasChanged() {
    assertThat(reverted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"UPDATE account SET passwordScrypt = 'secret-new' WHERE did LIKE '%bob%', passwords-reverted",
      "UPDATE account SET email = 'secret@elsewhere.test' WHERE did LIKE '%bob%', emails-reverted",
      "DELETE FROM app_password, app-passwords-return",
      "UPDATE app_password SET passwordScrypt = 'secret-again', app-passwords-return"})
  void areToldWithoutWhatTheyAre(String change, String code) {
    edit("now", change);

    assertThat(reverted()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo(code);
      assertThat(finding.text()).contains("bob.test (" + PdsFixture.BOB + ")").doesNotContain("alice", "secret",
          "scrypt",
          "@");
    });
  }

  @Test
  void areNoneWhereNobodyCanTell() {
    edit("now", "DROP TABLE account");

    assertThat(reverted()).isEmpty();
  }

  /// Counted, since a code lets in whoever has it; and part of what people approve.
  @Test
  void ofInviteCodesAreCounted() {
    edit("now", "UPDATE invite_code SET disabled = 1");
    edit("now", "INSERT INTO invite_code (code) VALUES ('secret-1'), ('secret-2')");
    edit("now", "INSERT INTO invite_code_use VALUES ('secret-1', '" + PdsFixture.BOB + "', '')");

    var loss = new PdsWorld().pds().loss(files.contents(databases, accounts("then")),
        files.contents(databases, accounts("now")), ExternalState.NOTHING, Set.of(), Instant.EPOCH);

    assertThat(loss.findings()).filteredOn(finding -> finding.code().equals("invites-reverted")).singleElement()
        .extracting(Finding::text)
        .isEqualTo(
            "Invite codes go back to the snapshot: 2 that were made after the snapshot are gone; 1 that was used after"
                + " it can be used once more; 1 that was disabled after it can be used again.");
    assertThat(loss.returning()).singleElement().satisfies(change -> assertThat(change.versions())
        .containsExactlyInAnyOrderEntriesOf(Map.of("made", "2", "used", "1", "disabled", "1")));
  }

  @Test
  void ofInviteCodesAreNoneWhereNothingHasChanged() {
    var contents = files.contents(databases, accounts("then"));

    assertThat(
        new PdsWorld().pds().loss(contents, contents, ExternalState.NOTHING, Set.of(), Instant.EPOCH).returning())
        .isEmpty();
  }
}
