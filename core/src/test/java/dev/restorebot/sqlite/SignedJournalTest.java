package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.audit.EntrySignature;
import dev.restorebot.audit.Keyring;
import dev.restorebot.audit.SigningKey;
import dev.restorebot.audit.VerifyingKey;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whoever can write to the journal and does not have the key cannot do without being found.
class SignedJournalTest {
  private static final RunId RUN = new RunId("r-sign1");
  private static final Instant AT = Instant.parse("2026-02-26T12:00:00Z");
  private static final SigningKey KEY = SigningKey.drawn();
  private static final Keyring KEYS = ring(KEY);

  @TempDir
  private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("restorebot.db");
  }

  private static Keyring ring(SigningKey key, VerifyingKey... others) {
    return new Keyring(Optional.of(key), List.of(others));
  }

  @Test
  void signsEachEntryWithTheKey() {
    append(3, KEY);

    var record = record();

    assertThat(record.signatures()).extracting(EntrySignature::entry).containsExactly(1L, 2L, 3L);
    assertThat(record.signatures()).allSatisfy(signature -> assertThat(signature.holds(
        record.links().get((int) signature.entry() - 1).digest(), KEY.verifying())).isTrue());
    assertThat(record.fault(KEYS)).isEmpty();
    assertThat(record.unsigned()).isZero();
  }

  @Test
  void countsWhatWasWrittenBeforeThereWasAKey() {
    append(2);
    append(2, KEY);

    var record = record();

    assertThat(record.fault(KEYS)).isEmpty();
    assertThat(record.unsigned()).isEqualTo(2);
    assertThat(record.signatures()).hasSize(2);
  }

  @Test
  void isReadAsEverWithoutAnyKey() {
    append(2);

    assertThat(record().fault(Keyring.NONE)).isEmpty();
    assertThat(record().fault(KEYS)).isEmpty();
    assertThat(record().unsigned()).isEqualTo(2);
  }

  /// Neither the entry without its signature, nor the signature without its entry.
  @Test
  void appendsNothingThatItCannotSign() throws SQLException {
    append(1, KEY);
    execute("ALTER TABLE signature RENAME TO elsewhere");

    try (var journal = SqliteJournal.open(file, new JournalCodec(), Optional.of(KEY))) {
      assertThatThrownBy(() -> journal.append(RUN, 1, AT, new Recovered())).isInstanceOf(JournalException.class);
    }

    execute("ALTER TABLE elsewhere RENAME TO signature");
    assertThat(record().links()).hasSize(1);
    assertThat(record().fault(KEYS)).isEmpty();
  }

  @Test
  void findsAnEntryThatWasRewrittenAndChainedAgain() throws SQLException {
    append(4, KEY);

    rechain(2);

    assertThat(ChainLink.fault(record().links())).as("the chain alone tells nothing").isEmpty();
    assertThat(fault(KEYS)).startsWith("the signature of entry 2 is wrong");
  }

  /// The first signature stands for all before it, too.
  @Test
  void findsThatAnEntryFromBeforeTheKeyWasRewritten() throws SQLException {
    append(2);
    append(2, KEY);

    rechain(1);

    assertThat(fault(KEYS)).startsWith("the signature of entry 3 is wrong");
  }

  @Test
  void findsSignaturesOfAnotherKey() throws SQLException {
    append(3, KEY);
    var mallory = SigningKey.drawn();
    rechain(2);
    execute("DELETE FROM signature");
    sign(mallory);

    assertThat(fault(KEYS)).isEqualTo("entry 1 is signed with the key " + mallory.verifying().id()
        + ", whose public half is not at hand (RESTOREBOT_FORMER_KEYS, or --key)");

    execute("UPDATE signature SET key = '" + KEY.verifying().id() + "'");

    assertThat(fault(KEYS)).startsWith("the signature of entry 1 is wrong");
  }

  @Test
  void findsThatSignaturesAreMissing() throws SQLException {
    append(1);
    append(4, KEY);

    execute("DELETE FROM signature WHERE entry = 3");
    assertThat(fault(KEYS)).startsWith("entry 3 is not signed, although entries before it are");

    execute("DELETE FROM signature WHERE entry > 2");
    assertThat(fault(Keyring.NONE)).as("that takes no key").startsWith("entry 3 is not signed");
  }

  @Test
  void findsWhatWasAppendedWithoutTheKey() {
    append(2, KEY);
    append(1);
    append(1, KEY);

    assertThat(fault(KEYS)).startsWith("entry 3 is not signed, although entries before it are");
  }

  @Test
  void findsThatSignedEntriesWereCutOff() throws SQLException {
    append(3, KEY);

    execute("DELETE FROM entry WHERE number = 3");

    assertThat(fault(KEYS)).isEqualTo("entry 3 was signed and is not there: entries were cut off at the end");
  }

  @Test
  void readsWhateverSomebodyMadeOfTheTable() throws SQLException {
    append(2, KEY);

    execute("UPDATE signature SET key = '<!channel>' WHERE entry = 1");
    assertThat(fault(KEYS)).startsWith("entry 1 is signed with the key 0000000000000000, whose");

    execute("UPDATE signature SET entry = -7 WHERE entry = 1");
    assertThat(fault(KEYS)).startsWith("entry -7 was signed and is not there");
  }

  @Test
  void goesOnWithAnotherKeyAndChecksBoth() {
    var next = SigningKey.drawn();
    append(2, KEY);
    append(2, next);

    assertThat(record().fault(ring(next, KEY.verifying()))).isEmpty();
    assertThat(fault(ring(next))).startsWith("entry 1 is signed with the key " + KEY.verifying().id());
    assertThat(fault(KEYS)).startsWith("entry 3 is signed with the key " + next.verifying().id());
  }

  @Test
  void neverChangesASignature() {
    append(2, KEY);

    assertThatThrownBy(() -> raw("DELETE FROM signature")).hasMessageContaining("never deleted");
    assertThatThrownBy(() -> raw("UPDATE signature SET signature = ''")).hasMessageContaining("never changed");
  }

  /// A bot that starts on the journal of years does not check each signature again; `audit verify` does.
  @Test
  void leavesWhatItHasCheckedBeforeItStarts() throws SQLException {
    append(3, KEY);
    assertThat(faultAtStart(KEY)).isEmpty();
    execute("UPDATE signature SET signature = '' WHERE entry = 2");

    assertThat(faultAtStart(KEY)).isEmpty();
    assertThat(fault(KEYS)).startsWith("the signature of entry 2 is wrong");

    execute("DELETE FROM checked");
    assertThat(faultAtStart(KEY)).get().asString().startsWith("the signature of entry 2 is wrong");
  }

  @Test
  void checksAllAgainWhereTheChainIsAnotherOrSomebodyElseSaidThatItWasChecked() throws SQLException {
    append(4, KEY);
    assertThat(faultAtStart(KEY)).isEmpty();
    rechain(2);

    assertThat(faultAtStart(KEY)).get().asString().startsWith("the signature of entry 2 is wrong");

    var mallory = SigningKey.drawn();
    try (var journal = SqliteJournal.open(file, new JournalCodec(), Optional.of(mallory))) {
      assertThat(journal.fault(journal.record(), ring(mallory, KEY.verifying()))).isPresent();
    }
    execute("INSERT OR REPLACE INTO checked SELECT 1, entry, key, signature FROM signature WHERE entry = 4");
    assertThat(faultAtStart(KEY)).get().asString().startsWith("the signature of entry 2 is wrong");
  }

  @Test
  void checksWhatCameAfterTheLastCheck() throws SQLException {
    append(2, KEY);
    assertThat(faultAtStart(KEY)).isEmpty();
    append(2, KEY);
    rechain(3);

    assertThat(faultAtStart(KEY)).get().asString().startsWith("the signature of entry 3 is wrong");
  }

  private Optional<String> faultAtStart(SigningKey key) {
    try (var journal = SqliteJournal.open(file, new JournalCodec(), Optional.of(key))) {
      return journal.fault(journal.record(), ring(key));
    }
  }

  private String fault(Keyring keys) {
    return record().fault(keys).orElse("none");
  }

  private SignedRecord record() {
    try (var journal = SqliteJournal.open(file, new JournalCodec())) {
      return journal.record();
    }
  }

  private void append(int entries, SigningKey... key) {
    try (var journal = SqliteJournal.open(file, new JournalCodec(), List.of(key).stream().findFirst())) {
      for (var i = 0; i < entries; i++) {
        journal.append(RUN, journal.links(0).size(), AT, new Recovered());
      }
    }
  }

  /// Somebody writes `number` anew, and chains it and all after it again.
  private void rechain(long number) throws SQLException {
    var links = record().links();
    execute();
    try (var connection = connection();
        var update = connection.prepareStatement("UPDATE entry SET at = ?, digest = ? WHERE number = ?")) {
      var last = ChainLink.BEFORE_THE_FIRST;
      for (var link : links) {
        last = last.next(link.run(), link.number() == number ? AT.plusSeconds(9).toString() : link.at(), link.event());
        update.setString(1, last.at());
        update.setString(2, last.digest());
        update.setLong(3, last.number());
        update.executeUpdate();
      }
    }
  }

  private void sign(SigningKey key) throws SQLException {
    var links = record().links();
    try (var connection = connection()) {
      var table = new SignatureTable(connection);
      for (var link : links) {
        table.add(EntrySignature.of(link.number(), link.digest(), key));
      }
    }
  }

  /// Does what the triggers forbid.
  private void execute(String... sql) throws SQLException {
    for (var table : List.of("entry", "signature")) {
      raw("DROP TRIGGER IF EXISTS " + table + "_is_never_changed");
      raw("DROP TRIGGER IF EXISTS " + table + "_is_never_deleted");
    }
    for (var one : sql) {
      raw(one);
    }
  }

  private void raw(String sql) throws SQLException {
    try (var connection = connection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
