package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Item;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who has no row is called by the handle that the sequencer told last.
class SequencedNamesTest {
  @TempDir
  private Path folder;
  private final SqliteDatabases databases = new SqliteDatabases();

  @Test
  void areThoseOfTheNewestEvents() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.test").writeBackup(folder);
    tell(PdsFixture.ALICE, Map.of("did", PdsFixture.ALICE, "handle", "other.test"));
    tell(PdsFixture.BOB, Map.of("did", PdsFixture.BOB, "handle", "bob.test"));
    tell(PdsFixture.BOB, Map.of("did", PdsFixture.BOB, "handle", "robert.test"));
    tell(PdsFixture.BOB, Map.of("did", PdsFixture.BOB));

    var contents = new PdsFiles().contents(databases, Map.of("account", folder.resolve("account.sqlite"), "sequencer",
        folder.resolve("sequencer.sqlite")));

    assertThat(contents.items()).extracting(Item::label).containsExactly("alice.test", "robert.test");
    assertThat(contents.with(PdsItem.ACCOUNT)).extracting(Item::id).containsExactly(PdsFixture.ALICE);
  }

  private void tell(String did, Map<String, Object> body) {
    databases.edit(folder.resolve("sequencer.sqlite"), connection -> {
      try (var insert = connection.prepareStatement(
          "INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES (?, 'identity', ?, '')")) {
        insert.setString(1, did);
        insert.setBytes(2, DagCbor.map(body));
        return insert.executeUpdate();
      }
    });
  }
}
