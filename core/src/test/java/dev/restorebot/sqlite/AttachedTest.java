package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restorebot.audit.Keyring;
import dev.restorebot.journal.AuditLine;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunId;
import dev.restorebot.run.StepResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Entries about thousands of items: what is long stands beside the entry, once, and is sealed with it.
class AttachedTest {
  private static final int MOST = 64 * 1024;
  private static final RunId RUN = new RunId("r-one1");
  private static final Instant AT = Instant.parse("2026-02-26T12:00:00Z");
  private static final RunEvent LONG = confirmed(accounts(5001));

  @TempDir
  private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("restorebot.db");
  }

  @Test
  void keepsEntriesSmallAndReadsThemWhole() throws SQLException {
    try (var journal = open()) {
      journal.append(RUN, 0, AT, LONG);
      journal.append(RUN, 1, AT, LONG);
      journal.append(RUN, 2, AT, confirmed(accounts(3)));
    }

    try (var journal = open()) {
      assertThat(journal.after(0)).extracting(entry -> entry.event())
          .containsExactly(LONG, LONG, confirmed(accounts(3)));
      assertThat(journal.record().fault(Keyring.NONE)).isEmpty();
      assertThat(journal.links(0)).allSatisfy(link -> assertThat(link.event()).hasSizeLessThan(MOST));
      assertThat(journal.links(2).getFirst().event()).as("a short one").doesNotContain("attached");
    }
    assertThat(number("SELECT count(*) FROM attachment")).as("the same list, once").isEqualTo(1);
    assertThat(number("SELECT sum(length(content)) FROM attachment")).isGreaterThan(MOST);
  }

  @Test
  void exportsThemWhole() {
    try (var journal = open()) {
      journal.append(RUN, 0, AT, LONG);

      var link = journal.links(0).getFirst();
      assertThat(AuditLine.of(link.number(), link.run(), link.at(), link.event(), link.digest(), journal::attachment))
          .contains("\"event\":\"step_done\"", "did:plc:0000", "did:plc:5000").doesNotContain("\"unreadable\":\"");
    }
  }

  @Test
  void keepsWhatLooksLikeAReferenceWhereItIs() throws SQLException {
    var hostile = confirmed(List.of(item("attached", 5000), item("x\",\"attached\":\"" + "0".repeat(64), 5000)));
    try (var journal = open()) {
      journal.append(RUN, 0, AT, hostile);
      assertThat(journal.after(0).getFirst().event()).isEqualTo(hostile);
      assertThat(journal.record().fault(Keyring.NONE)).isEmpty();
    }
    assertThat(number("SELECT count(*) FROM attachment")).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      UPDATE attachment SET content = '[]' | never changed | an attachment of entry 1 is not what was written: its digest is not
      DELETE FROM attachment               | never deleted | an attachment of entry 1 is missing:
      """)
  void showsWhatWasTamperedWith(String sql, String refusal, String fault) throws SQLException {
    try (var journal = open()) {
      journal.append(RUN, 0, AT, LONG);
    }
    assertThatThrownBy(() -> execute(sql)).hasMessageContaining(refusal);

    execute("DROP TRIGGER attachment_is_never_changed");
    execute("DROP TRIGGER attachment_is_never_deleted");
    execute(sql);

    try (var journal = open()) {
      assertThat(journal.record().fault(Keyring.NONE).orElse("no fault")).startsWith(fault);
      assertThat(journal.after(0)).singleElement().extracting(entry -> entry.event())
          .isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.why())
              .startsWith("the attachment ").endsWith(" is missing, or is not what was written"));
    }
  }

  /// As docs/formats.md says.
  @Test
  void canBeVerifiedWithoutTheProgram() throws Exception {
    assumeTrue(new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0, "there is no python3");
    try (var journal = open()) {
      journal.append(RUN, 0, AT, LONG);
    }
    assertThat(python()).isEmpty();

    execute("DROP TRIGGER attachment_is_never_changed");
    execute("UPDATE attachment SET content = '[]'");

    assertThat(python()).isEqualTo("an attachment of entry 1 is missing, or is not what was written\n");
  }

  private String python() throws IOException {
    var page = Files.readString(Path.of("../docs/formats.md"));
    var script = page.substring(page.indexOf("```python\n", page.indexOf("### Attachments")) + "```python\n".length());
    Files.writeString(folder.resolve("verify.py"), script.substring(0, script.indexOf("```")));
    var python = new ProcessBuilder("python3", folder.resolve("verify.py").toString(), file.toString())
        .redirectErrorStream(true).start();
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static RunEvent confirmed(List<Item> items) {
    return new StepDone(Step.CONFIRM, new StepResult.Confirmed(
        new Contents(items, new TreeMap<>(Map.of("sequence.last", 8900L)), AT, List.of())));
  }

  private static List<Item> accounts(int count) {
    return IntStream.range(0, count).mapToObj("did:plc:%04d"::formatted)
        .map(did -> new Item(did, did.substring(8) + ".test", new TreeSet<>(List.of("account", "active")))).toList();
  }

  /// One that has many versions, of which the first has such a name.
  private static Item item(String name, int versions) {
    var all = new TreeMap<String, String>();
    IntStream.range(0, versions).forEach(number -> all.put("branch" + number, "0".repeat(40)));
    all.put(name, "0".repeat(64));
    return new Item("did:plc:" + versions + "/" + name.length(), "label", new TreeSet<>(), all);
  }

  private SqliteJournal open() {
    return SqliteJournal.open(file, new JournalCodec());
  }

  private long number(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var rows = connection.createStatement().executeQuery(sql)) {
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
