package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.cbor.CBORMapper;

class SequencerFixUpTest {
  private static final Instant NEWEST = Instant.parse("2026-02-24T00:00:00Z");

  private final SqliteDatabases databases = new SqliteDatabases();
  private final PdsFiles kind = new PdsFiles();
  @TempDir
  Path folder;

  /// Events are an hour apart, the newest at [#NEWEST]; a displaced or relay number of 0 stands for none.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
      "past the snapshot's own number,               20,   0,   0,   0,  100, 0,   120",
      "past what the snapshot once gave out,         20, 500,   0,   0,  100, 0,   600",
      "past the live sequencer,                      20,   0, 300,   0,  100, 0,   400",
      "past a relay that is ahead of both,           20,   0, 300, 900,  100, 0,  1000",
      "not back to a relay that is behind,           20,   0, 300,  40,  100, 0,   400",
      "from nothing,                                  0,   0,   0,   0,  100, 0,   100",
      "from nothing to a relay,                       0,   0,   0, 900,  100, 0,  1000",
      "twice the usual events of the days lost,     168,   0,   0,   0,   10, 5,   408",
      "the margin if more,                          168,   0,   0,   0, 1000, 5,  1168",
      "the last week alone counts,                  400,   0,   0,   0,   10, 2,   496",
      "no days lost if the snapshot is from later,   20,   0,   0,   0,    7, -9,   27"})
  void goesOn(String where, int events, long issued, int displaced, long relay, long margin, int daysLost, long target)
      throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").events(events, Duration.ofHours(1), NEWEST)
        .issued(issued).writeBackup(folder.resolve("staged"));
    var old = displaced == 0 ? Map.<String, Path>of() : displaced(displaced);
    var parameters = new TreeMap<>(Map.of("margin", "" + margin, "at", "" + NEWEST.plus(Duration.ofDays(daysLost))));
    if (relay > 0) {
      parameters.put("relay", "" + relay);
    }

    var fixUp = kind.fixUp(databases, staged(), old, parameters);

    assertThat(fixUp.numbers()).as(where).containsEntry("sequence.target", target)
        .containsEntry("sequence.announced", target + 2).containsEntry("sequence.restored", Math.max(events, issued));
    var after = databases.read(sequencer(), Sequence::of);
    assertThat(after.last()).isEqualTo(target + 2);
    assertThat(after.issued()).isEqualTo(target + 2);
  }

  @Test
  void tellsOfEachAccountInWhichStateItIsAndOfTheActiveOnesToLookThemUp() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example")
        .deactivatedAccount("did:web:gone.example", "gone.example")
        .account(PdsFixture.BOB, "bob.example").events(3, Duration.ofHours(1), NEWEST)
        .writeBackup(folder.resolve("staged"));

    var fixUp = kind.fixUp(databases, staged(), Map.of(), parameters("100"));

    assertThat(fixUp.edited()).isEqualTo(Set.of("sequencer"));
    assertThat(events()).containsExactly(
        "104 account {\"did\":\"" + PdsFixture.ALICE + "\",\"active\":true} 2026-02-25T14:00:00.000Z",
        "105 identity {\"did\":\"" + PdsFixture.ALICE + "\"} 2026-02-25T14:00:00.000Z",
        "106 account {\"did\":\"" + PdsFixture.BOB + "\",\"active\":true} 2026-02-25T14:00:00.000Z",
        "107 identity {\"did\":\"" + PdsFixture.BOB + "\"} 2026-02-25T14:00:00.000Z",
        "108 account {\"did\":\"did:web:gone.example\",\"active\":false,\"status\":\"deactivated\"}"
            + " 2026-02-25T14:00:00.000Z");
    assertThat(fixUp.notes()).containsExactly("The sequencer goes on after 103: the snapshot's was 3.",
        "It was sequenced in which state each of 3 accounts is, and that the active ones are to be looked up anew, the last as"
            + " number 108, so that relays go on following.");
  }

  @Test
  void isNotDoneTwice() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").events(3, Duration.ofHours(1), NEWEST)
        .writeBackup(folder.resolve("staged"));
    var first = kind.fixUp(databases, staged(), Map.of(), parameters("100"));
    var events = events();

    var second = kind.fixUp(databases, staged(), Map.of(), parameters("100"));

    assertThat(second).isEqualTo(first);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void saysThatTheLiveSequencerCouldNotBeRead() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").writeBackup(folder.resolve("staged"));
    var garbage = Files.writeString(folder.resolve("garbage"), "x".repeat(5000));

    var fixUp = kind.fixUp(databases, staged(), Map.of("sequencer", garbage), parameters("100"));

    assertThat(fixUp.numbers()).doesNotContainKey("sequence.displaced");
    assertThat(fixUp.notes().getFirst()).startsWith("The sequencer database cannot be read: ");
  }

  @Test
  void announcesNobodyWhereNobodyIs() throws Exception {
    new PdsFixture().writeBackup(folder.resolve("staged"));

    FixUp fixUp = kind.fixUp(databases, staged(), Map.of(), parameters("100"));

    assertThat(fixUp.numbers()).containsEntry("sequence.target", 100L).doesNotContainKey("sequence.announced");
  }

  @ParameterizedTest
  @CsvSource({"9007199254740991", "9007199254740890", "9007199254740992", "9223372036854775807", "-1", "many"})
  void refusesANumberThatAPdsCannotCountTo(String relay) throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").events(3, Duration.ofHours(1), NEWEST)
        .writeBackup(folder.resolve("staged"));
    var before = Files.readAllBytes(sequencer());
    var parameters = new TreeMap<>(parameters("101"));
    parameters.put("relay", relay);

    assertThatThrownBy(() -> kind.fixUp(databases, staged(), Map.of(), parameters)).isInstanceOf(FixUpException.class);

    assertThat(sequencer()).hasBinaryContent(before);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
      "nothing      | UPDATE sqlite_sequence SET seq = NULL",
      "a word       | UPDATE sqlite_sequence SET seq = 'many'",
      "a fraction   | UPDATE sqlite_sequence SET seq = 1.5",
      "bytes        | UPDATE sqlite_sequence SET seq = x'00'",
      "not there    | DELETE FROM sqlite_sequence"})
  void goesOnWhateverTheCounterOfTheSnapshotIs(String what, String change) throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").events(3, Duration.ofHours(1), NEWEST)
        .writeBackup(folder.resolve("staged"));
    change(sequencer(), change);

    kind.fixUp(databases, staged(), Map.of(), parameters("100"));

    assertThat(databases.read(sequencer(), Sequence::of).last()).as(what).isEqualTo(105);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
      "does not count on       | seq integer PRIMARY KEY, did, eventType, event, sequencedAt",
      "numbers nothing         | seq, did, eventType, event, sequencedAt",
      "passes over events      | seq integer PRIMARY KEY AUTOINCREMENT, did UNIQUE ON CONFLICT IGNORE, eventType, event, sequencedAt",
      "puts one in for another | seq integer PRIMARY KEY AUTOINCREMENT, did, eventType UNIQUE ON CONFLICT REPLACE, event, sequencedAt"})
  void refusesATableOfEventsThat(String what, String columns) throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").account(PdsFixture.BOB, "bob.example")
        .writeBackup(folder.resolve("staged"));
    change(sequencer(), "DROP TABLE repo_seq", "CREATE TABLE other (a INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE repo_seq (" + columns + ")",
        "INSERT INTO repo_seq (did, eventType) VALUES ('" + PdsFixture.BOB + "', 'append')");
    var before = Files.readAllBytes(sequencer());

    assertThatThrownBy(() -> kind.fixUp(databases, staged(), Map.of(), parameters("100"))).as(what)
        .isInstanceOf(FixUpException.class).hasMessageContaining("its table repo_seq is not that of a PDS");

    assertThat(sequencer()).hasBinaryContent(before);
  }

  @Test
  void announcesNobodyWhomPeopleWereNotToldOf() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.example").account("did:plc:" + "x".repeat(2000), "long.example")
        .writeBackup(folder.resolve("staged"));

    var fixUp = kind.fixUp(databases, staged(), Map.of(), parameters("100"));

    assertThat(fixUp.notes().getLast()).startsWith("It was sequenced in which state the account is,");
    assertThat(events()).hasSize(2).allMatch(event -> event.contains(PdsFixture.ALICE));
  }

  private static void change(Path file, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var one : statements) {
        statement.execute(one);
      }
    }
  }

  private static Map<String, String> parameters(String margin) {
    return Map.of("margin", margin, "at", "2026-02-25T14:00:00Z");
  }

  private Map<String, Path> staged() {
    return Map.of("account", folder.resolve("staged/account.sqlite"), "sequencer", sequencer());
  }

  private Path sequencer() {
    return folder.resolve("staged/sequencer.sqlite");
  }

  private Map<String, Path> displaced(int events) throws Exception {
    new PdsFixture().events(events, Duration.ofHours(1), NEWEST).writeBackup(folder.resolve("displaced"));
    return Map.of("sequencer", folder.resolve("displaced/sequencer.sqlite"));
  }

  /// What the fix-up sequenced: number, type, body and time.
  private List<String> events() {
    return databases.read(sequencer(), connection -> {
      var events = new ArrayList<String>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT seq, eventType, event, sequencedAt FROM repo_seq"
              + " WHERE eventType IN ('account', 'identity') ORDER BY seq")) {
        while (row.next()) {
          events.add(row.getString(1) + " " + row.getString(2) + " " + new CBORMapper().readTree(row.getBytes(3)) + " "
              + row.getString(4));
        }
      }
      return events;
    });
  }
}
