package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Finding;
import dev.restorebot.pds.DirectoryApi.DidAnswer;
import dev.restorebot.sqlite.SqliteDatabases;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Handles are what DID documents say: a restore takes those of today, unless people want those of the snapshot.
class HandlesTest {
  private static final URI DIRECTORY = URI.create("https://directory.test");

  @TempDir
  private Path folder;
  private final PdsWorld world = new PdsWorld();
  private final Map<String, DidAnswer> documents = new HashMap<>();
  private final SqliteDatabases databases = new SqliteDatabases();
  private final PdsFiles files = new PdsFiles();

  private Pds pds() {
    return new Pds(
        new PdsSettings(URI.create("https://pds.test"), "pds.test", List.of(), Optional.of(DIRECTORY), Optional.empty(),
            1000),
        world,
        world, (_, did) -> documents.getOrDefault(did, new DidAnswer.Unknown("it answers HTTP 404")),
        CanaryApi.NONE);
  }

  @BeforeEach
  void aSnapshot() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.test").account(PdsFixture.BOB, "bob.test").writeBackup(folder);
  }

  private Contents contents() {
    return files.contents(databases, Map.of("account", folder.resolve("account.sqlite")));
  }

  private List<String> found(Set<String> accepted) {
    var snapshot = contents();
    return pds().loss(snapshot, snapshot, pds().outside(snapshot, snapshot), accepted, Instant.EPOCH).findings()
        .stream()
        .filter(finding -> finding.code().matches("handles-of-snapshot|dids-given-up|relay-unknown")).map(Finding::text)
        .toList();
  }

  @Test
  void saysWhichHandlesAreOthersNow() {
    documents.put(PdsFixture.ALICE, new DidAnswer.Document("alice.example.com"));
    documents.put(PdsFixture.BOB, new DidAnswer.Document("BOB.test"));

    assertThat(found(Set.of()))
        .containsExactly("These accounts have other handles now, as their DID documents say: alice.test is"
            + " alice.example.com. The restore gives them those. To keep those of the snapshot, which the network does not know them by,"
            + " ask again with `--accept handles-of-snapshot`.");
    assertThat(found(Set.of("handles-of-snapshot"))).singleElement().asString().contains("as it was asked for");
  }

  @Test
  void saysOfWhomTheDirectoryDoesNotTell() {
    documents.put(PdsFixture.ALICE, new DidAnswer.Tombstone());

    assertThat(found(Set.of()))
        .anyMatch(text -> text.contains("have given up their DIDs for good") && text.contains("alice.test"))
        .anyMatch(
            text -> text.startsWith("the directory https://directory.test did not tell of 1 of 2 accounts whether their"
                + " handles are still those of the snapshot: it answers HTTP 404"));
  }

  @Test
  void givesTheRestoredAccountsTheHandlesOfToday() {
    documents.put(PdsFixture.ALICE, new DidAnswer.Document("bob.test"));
    documents.put(PdsFixture.BOB, new DidAnswer.Document("alice.test"));
    var snapshot = contents();
    var outside = pds().outside(snapshot, snapshot);

    var kept = files.fixUp(databases, Map.of("account", folder.resolve("account.sqlite")), Map.of(),
        pds().fixUpParameters(snapshot, outside, new Consent(List.of(), Set.of("handles-of-snapshot")), Instant.EPOCH));
    assertThat(kept.edited()).isEmpty();

    var fixUp = files.fixUp(databases, Map.of("account", folder.resolve("account.sqlite")), Map.of(),
        pds().fixUpParameters(snapshot, outside, Consent.NONE, Instant.EPOCH));
    assertThat(fixUp.notes()).containsExactly("2 accounts have the handles that their DID documents name.");
    assertThat(handles()).containsExactly(PdsFixture.ALICE + " bob.test", PdsFixture.BOB + " alice.test");

    world.repos.put(PdsFixture.ALICE, new PdsApi.RepoAnswer.Described(PdsFixture.ALICE, "bob.test"));
    world.repos.put(PdsFixture.BOB, new PdsApi.RepoAnswer.Described(PdsFixture.BOB, "bob.test", "alice.test"));
    assertThat(pds().check(snapshot, fixUp.numbers(), outside))
        .extracting(result -> result.name() + ": " + result.detail())
        .contains("account bob.test: its repo answers, as bob.test")
        .contains("account alice.test: it answers with the handle bob.test, which is not the one that it must have");
  }

  @ParameterizedTest
  @CsvSource({"of another account, bob.test", "of another account in other letters, BOB.TEST"})
  void leavesAHandleAloneThatIsTaken(String what, String handle) {
    documents.put(PdsFixture.ALICE, new DidAnswer.Document(handle));
    documents.put(PdsFixture.BOB, new DidAnswer.Document("bob.test"));
    var snapshot = contents();

    var fixUp = files.fixUp(databases, Map.of("account", folder.resolve("account.sqlite")), Map.of(),
        pds().fixUpParameters(snapshot, pds().outside(snapshot, snapshot), Consent.NONE, Instant.EPOCH));

    assertThat(fixUp.notes()).as(what).containsExactly(PdsFixture.ALICE
        + " keeps its handle alice.test: its DID document names bob.test, which another account has.");
    assertThat(fixUp.edited()).isEmpty();
  }

  @Test
  void throwsAwayWhatThePdsOnceHeardOfDids() {
    var cache = folder.resolve("did_cache.sqlite");
    databases.edit(cache, connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute("INSERT INTO did_doc VALUES ('did:plc:a', '{}', 1)");
      }
    });

    var fixUp = files.fixUp(databases, Map.of("did_cache", cache), Map.of(), Map.of());

    assertThat(fixUp.edited()).containsExactly("did_cache");
    assertThat(fixUp.notes()).containsExactly("What the PDS once heard of DIDs was thrown away: it asks anew.");
    assertThat(files.fixUp(databases, Map.of("did_cache", cache), Map.of(), Map.of()).edited()).isEmpty();
  }

  private List<String> handles() {
    return databases.read(folder.resolve("account.sqlite"), connection -> {
      var handles = new ArrayList<String>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT did || ' ' || handle FROM actor ORDER BY did")) {
        while (row.next()) {
          handles.add(row.getString(1));
        }
      }
      return handles;
    });
  }
}
