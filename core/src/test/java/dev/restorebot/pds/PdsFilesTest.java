package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.restorebot.kind.Item;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdsFilesTest {
  private static final Instant NEWEST = Instant.parse("2026-02-24T01:30:00Z");

  private final PdsFiles kind = new PdsFiles();
  @TempDir
  Path folder;

  @Test
  void readsAccountsAndNumbers() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").accountWithoutHandle(PdsFixture.BOB)
        .deactivatedAccount("did:web:gone.example", "gone.example").events(5, Duration.ofMinutes(1), NEWEST).issued(9)
        .writeBackup(folder);

    var contents = kind.contents(new SqliteDatabases(), databases());

    assertThat(contents.items()).extracting(Item::id, Item::label, item -> String.join(" ", item.parts()))
        .containsExactly(tuple(PdsFixture.ALICE, "alice.example", "account active"),
            tuple(PdsFixture.BOB, PdsFixture.BOB, "account active"),
            tuple("did:web:gone.example", "gone.example", "account"));
    assertThat(contents.numbers()).isEqualTo(Map.of("sequence.last", 5L, "sequence.issued", 9L));
    assertThat(contents.newest()).isEqualTo(NEWEST);
    assertThat(contents.unreadable()).isEmpty();
  }

  @Test
  void readsAnEmptySequencer() throws Exception {
    new PdsFixture().writeBackup(folder);

    var contents = kind.contents(new SqliteDatabases(), databases());

    assertThat(contents.numbers()).isEqualTo(Map.of("sequence.last", 0L, "sequence.issued", 0L));
    assertThat(contents.newest()).isNull();
  }

  @Test
  void saysWhatItCannotRead() throws Exception {
    new PdsFixture().writeBackup(folder);
    Files.writeString(folder.resolve("account.sqlite"), "garbage".repeat(1000));

    var contents = kind.contents(new SqliteDatabases(), Map.of("account", folder.resolve("account.sqlite")));

    assertThat(contents.unreadable()).hasSize(2);
    assertThat(contents.unreadable().getFirst()).startsWith("The account database cannot be read: ");
    assertThat(contents.unreadable().getLast()).isEqualTo("There is no sequencer database.");
  }

  @Test
  void saysThatAnAccountHasNoDid() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").writeBackup(folder);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("account.sqlite"));
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO actor (did, createdAt) VALUES (NULL, '')");
    }

    assertThat(kind.contents(new SqliteDatabases(), databases()).unreadable())
        .containsExactly("The account database cannot be read: read account.sqlite: it has an account without a DID.");
  }

  @Test
  void seesWhichActorStoresAndKeysAreKept() throws Exception {
    PdsFixture.writeActorStore(folder, PdsFixture.ALICE);
    PdsFixture.writeActorStore(folder, PdsFixture.BOB);
    Files.createDirectories(folder.resolve("actors/reserved_keys/did:key:zexample"));
    try (var all = Files.walk(folder.resolve("actors"))) {
      var key = all.filter(path -> path.endsWith(Path.of(PdsFixture.BOB, "key"))).findFirst().orElseThrow();
      Files.delete(key);
    }

    var kept = kind.kept(folder);

    assertThat(kept.items()).extracting(Item::id, item -> String.join(" ", item.parts()))
        .containsExactly(tuple(PdsFixture.ALICE, "key repo"), tuple(PdsFixture.BOB, "repo"));
  }

  @Test
  void keepsNothingWhereThereIsNothing() {
    assertThat(kind.kept(folder).items()).isEmpty();
  }

  private Map<String, Path> databases() {
    return Map.of("account", folder.resolve("account.sqlite"), "sequencer", folder.resolve("sequencer.sqlite"));
  }
}
