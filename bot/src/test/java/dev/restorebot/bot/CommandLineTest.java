package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.audit.Keyring;
import dev.restorebot.audit.SigningKey;
import dev.restorebot.audit.VerifyingKey;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunId;
import dev.restorebot.sqlite.RewrittenJournal;
import dev.restorebot.sqlite.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a person at a shell sees: messages on standard error without a stack trace, and the exit status.
@Execution(ExecutionMode.CONCURRENT)
class CommandLineTest {
  @TempDir
  private Path folder;

  @Test
  void endsWith0IfTheLastRunOfAScriptSucceeded() throws Exception {
    var program = Program.run("alice: /restore pds latest-before 2026-02-25 --dry-run\n", "sandbox", "--script", "-");

    assertThat(program.out()).contains("Dry run: nothing was touched");
    assertThat(program.err()).isEmpty();
    assertThat(program.status()).isZero();
  }

  @Test
  void endsWith1IfTheLastRunOfAScriptDidNot() throws Exception {
    var program = Program.run("alice: /restore pds latest\n", "sandbox", "--script", "-");

    assertThat(program.out()).contains("Refused: the snapshot 20260225-020012 cannot be restored");
    assertThat(program.status()).isEqualTo(1);
  }

  @Test
  void saysWhereAConfigurationHasAnUnknownKey() throws Exception {
    var world = folder.resolve("world");
    Sandbox.open(world, Main.class.getName()).close();
    var file = world.resolve("restorebot.yaml");
    Files.writeString(file, Files.readString(file).replace("bucket:", "bukket:"));

    var checked = Program.run("", "config", "check", file.toString());
    var used = Program.run("alice: /restore pds latest\n", "sandbox", "--dir", world.toString(), "--script", "-");

    assertThat(checked.err()).startsWith("restorebot: " + file + " line 10: services.pds.backups.bukket: unknown key")
        .hasLineCount(1);
    assertThat(checked.status()).isEqualTo(2);
    assertThat(used.err()).isEqualTo(checked.err());
    assertThat(used.out()).isEmpty();
    assertThat(used.status()).isEqualTo(2);
  }

  @Test
  void leavesAJournalOfANewerVersionAlone() throws Exception {
    var world = folder.resolve("world");
    Program.run("alice: /restore pds latest-before 2026-02-25 --dry-run\n", "sandbox", "--dir", world.toString(),
        "--script", "-");
    var journal = world.resolve("restorebot.db");
    fromTheFuture(journal);
    var before = Files.readAllBytes(journal);

    var program = Program.run("alice: /restore pds latest\n", "sandbox", "--dir", world.toString(), "--script", "-");

    assertThat(program.err()).startsWith("restorebot: the journal " + journal.toRealPath()
        + " was written by a newer restorebot").hasLineCount(1);
    assertThat(program.status()).isEqualTo(2);
    assertThat(Files.readAllBytes(journal)).isEqualTo(before);
  }

  private static void fromTheFuture(Path journal) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO schema_history (installed_rank, version, description, type, script, checksum, "
          + "installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Test
  void findsAnEntryOfTheJournalThatWasChanged() throws Exception {
    var world = folder.resolve("world");
    Program.run("alice: /restore pds latest-before 2026-02-25 --dry-run\n", "sandbox", "--dir", world.toString(),
        "--script", "-");
    var journal = world.resolve("restorebot.db");

    var intact = Program.run("", "audit", "verify", journal.toString());
    var exported = Program.run("", "audit", "export", journal.toString());
    forge(journal);
    var forged = Program.run("", "audit", "verify", journal.toString());

    assertThat(intact.out()).contains("each chained to the one before");
    assertThat(intact.status()).isZero();
    assertThat(exported.out().lines()).isNotEmpty()
        .allMatch(line -> line.startsWith("{\"schema\":1,\"number\":") && line.contains("\"digest\":"));
    assertThat(forged.err()).contains("was tampered with: entry 1 is not what was written");
    assertThat(forged.status()).isEqualTo(1);
  }

  /// Somebody rewrites an entry and chains all again, or cuts entries off at the end: what people wrote down tells.
  @Test
  void comparesTheRecordWithSeals() throws Exception {
    var world = folder.resolve("world");
    var said =
        Program.run("alice: /restore pds latest-before 2026-02-25 --dry-run\n", "sandbox", "--dir", world.toString(),
            "--script", "-").out();
    var journal = world.resolve("restorebot.db");
    var newest =
        Program.run("", "audit", "verify", journal.toString()).out().replaceAll("(?s).*--seal (\\S+), .*", "$1");
    var number = newest.substring(0, newest.indexOf(':'));

    assertThat(said).contains("Dry run");
    assertThat(verified(journal, newest).out()).contains("What was sealed is as it was.");
    assertThat(verified(journal, newest.substring(0, newest.indexOf(':') + 17)).status()).isZero();
    assertThat(verified(journal, number + ":" + "0".repeat(64)).err()).contains("entry " + number
        + " is not the one that was sealed with 0000", "that entry or one before it was written anew");
    assertThat(verified(journal, (Long.parseLong(number) + 1) + ":" + "0".repeat(16)).err())
        .contains("is not there: entries were cut off at the end");
    assertThat(verified(journal, "the newest").err()).contains("\"the newest\" is no seal; one looks like 43:");
    assertThat(verified(journal, "the newest").status()).isEqualTo(2);
  }

  /// In a cluster, `kubectl get events` shows it.
  @Test
  void takesTheSealThatIsNotedOnTheWorkload() throws Exception {
    var world = folder.resolve("world");
    Program.run("alice: /restore pds latest-before 2026-02-25 --dry-run\n", "sandbox", "--dir", world.toString(),
        "--script", "-");
    var note = Files.readAllLines(world.resolve("notes.txt")).getLast();
    var seal = note.substring(note.indexOf("--seal ") + "--seal ".length());

    assertThat(note)
        .matches("r-\\w+ RestoreSealed: Ended\\. To check the record up to here: .* --seal \\d+:[0-9a-f]{64}");
    assertThat(verified(world.resolve("restorebot.db"), seal).out()).contains("What was sealed is as it was.");
  }

  private static Program verified(Path journal, String seal) throws Exception {
    return Program.run("", "audit", "verify", journal.toString(), "--seal", seal);
  }

  @Test
  void saysAtEachStartThatTheRecordWasChanged() throws Exception {
    var world = folder.resolve("world");
    Program.run("alice: /restore pds latest-before 2026-02-25 --dry-run\n", "sandbox", "--dir", world.toString(),
        "--script", "-");
    forge(world.resolve("restorebot.db"));

    assertThat(Program.run("alice: /restore status\n", "sandbox", "--dir", world.toString(), "--script", "-").out())
        .contains(
            "The record of who approved what was changed, and not by me: entry 1 is not what was written: ");
  }

  @Test
  void makesAKeyAndVerifiesWhatItSigned() throws Exception {
    var made = Program.run("", "audit", "new-key");
    var key = SigningKey.parse(made.out());
    var journal = signed(key, 2, 3);
    var pem = Files.writeString(folder.resolve("public.pem"), key.verifying().pem());
    var publicHalf = made.err().lines().toList().getLast();

    assertThat(made.status()).isZero();
    assertThat(made.err()).doesNotContain(key.pem().lines().toList().get(1));
    assertThat(VerifyingKey.parse(publicHalf)).isEqualTo(key.verifying());
    for (var named : List.of(publicHalf, pem.toString())) {
      var verified = Program.run("", "audit", "verify", journal.toString(), "--key", named);
      assertThat(verified.out()).contains("5 entries, each chained",
          "3 of them are signed, and each signature is right."
              + " Signed with: " + key.verifying().id() + ". 2 entries before them are not signed.");
      assertThat(verified.status()).isZero();
    }
    assertThat(Program.run(Map.of(Keyring.OWN, key.pem()), "", "audit", "verify", journal.toString()).out())
        .contains("each signature is right");
    assertThat(Program.run("", "audit", "verify", journal.toString()).out())
        .contains("3 of them are signed, and NOT CHECKED: give the public key with --key.");
  }

  /// The chain is whole, and no seal was written down.
  @Test
  void findsARecordThatWasWrittenAnewWithoutTheKey() throws Exception {
    var key = SigningKey.drawn();
    var journal = signed(key, 0, 3);
    RewrittenJournal.rewrite(journal, 2, event -> event.replace("alice", "mallory"));

    var chain = Program.run("", "audit", "verify", journal.toString());
    var verified = Program.run("", "audit", "verify", journal.toString(), "--key", key.verifying().base64());
    RewrittenJournal.execute(journal, "DROP TRIGGER signature_is_never_deleted", "DELETE FROM signature");
    var stripped = Program.run("", "audit", "verify", journal.toString(), "--key", key.verifying().base64());

    assertThat(chain.status()).isZero();
    assertThat(verified.err()).contains("was tampered with: the signature of entry 2 is wrong");
    assertThat(verified.status()).isEqualTo(1);
    assertThat(stripped.err()).contains("was tampered with: none of its entries is signed, and there is a key");
    assertThat(stripped.status()).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatIsNoneWithoutShowingIt() throws Exception {
    var config = folder.resolve("world/restorebot.yaml");
    Sandbox.open(folder.resolve("world"), Main.class.getName()).close();
    var secret = SigningKey.drawn().pem().lines().toList().get(1);
    var journal = signed(SigningKey.drawn(), 0, 1);

    var served = Program.run(Map.of(Keyring.OWN, "x" + secret, "RESTOREBOT_CONFIG", config.toString(),
        "RESTOREBOT_STATE", folder.resolve("state").toString()), "", "serve", "--listen", "0");
    var verified = Program.run("", "audit", "verify", journal.toString(), "--key", secret);

    assertThat(served.err())
        .startsWith("restorebot: the variable RESTOREBOT_SIGNING_KEY is not an Ed25519 private key in PKCS#8")
        .hasLineCount(1).doesNotContain(secret);
    assertThat(served.status()).isEqualTo(2);
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(verified.err()).startsWith("restorebot: what --key names is not an Ed25519 public key").hasLineCount(1)
        .doesNotContain(secret);
    assertThat(verified.status()).isEqualTo(2);
  }

  /// A journal whose first entries are from before there was `key`.
  private Path signed(SigningKey key, int before, int after) {
    var file = folder.resolve("signed.db");
    var run = new RunId("r-sign1");
    for (var i = 0; i < before + after; i++) {
      try (var journal =
          SqliteJournal.open(file, new JournalCodec(), i < before ? Optional.empty() : Optional.of(key))) {
        journal.append(run, i, Instant.EPOCH, new CancelAsked(new Person("sandbox:alice")));
      }
    }
    return file;
  }

  @Test
  void showsWhoAskedWhat() throws Exception {
    var world = folder.resolve("world");
    Program.run("alice: /restore status\nbob: /restore history pds\nalice: /restore help\n", "sandbox", "--dir",
        world.toString(), "--script", "-");

    var asks = Program.run("", "audit", "asks", world.resolve("restorebot.db").toString());

    assertThat(asks.out().lines().map(line -> line.substring(line.indexOf("  ")))).containsExactly(
        "  sandbox:alice  -  answered  /restore status", "  sandbox:bob  -  answered  /restore history pds");
    assertThat(asks.status()).isZero();
  }

  private static void forge(Path journal) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var statement = connection.createStatement()) {
      statement.execute("DROP TRIGGER entry_is_never_changed");
      statement.execute("UPDATE entry SET event = replace(event, 'alice', 'bob') WHERE number = 1");
    }
  }

  @Test
  void refusesAFolderThatIsNoSandbox() throws Exception {
    Files.writeString(folder.resolve("precious.txt"), "keep me");

    var program = Program.run("", "sandbox", "--dir", folder.toString(), "--script", "-");

    assertThat(program.err()).contains("holds something that is not a sandbox").hasLineCount(1);
    assertThat(program.status()).isEqualTo(2);
    assertThat(folder.resolve("precious.txt")).hasContent("keep me");
  }

  @Test
  void saysHowToGetARealPds() throws Exception {
    var program = Program.run("", "sandbox", "--pds", "real", "--real-pds", folder.toString(), "--script", "-");

    assertThat(program.err()).isEqualTo("restorebot: there is no real PDS in " + folder
        + ": run bot/real-pds/bring, which prints the folder that it has brought one into\n");
    assertThat(program.status()).isEqualTo(2);
    assertThat(Program.run("", "sandbox", "--pds", "unreal", "--script", "-").err())
        .isEqualTo("restorebot: --pds takes the word real, and no --dir beside it: a real PDS goes with its world\n");
  }

  @Test
  void saysThatAScriptOrAJournalIsNotThere() throws IOException, InterruptedException {
    var script = Program.run("", "sandbox", "--script", "no-such-file");
    var journal = Program.run("", "audit", "verify", "no-such-file");

    assertThat(script.err()).isEqualTo("restorebot: there is no script no-such-file\n");
    assertThat(script.status()).isEqualTo(2);
    assertThat(journal.err()).isEqualTo("restorebot: there is no journal no-such-file\n");
    assertThat(journal.status()).isEqualTo(2);
  }

  @Test
  void answersAPersonInASession() throws Exception {
    var world = folder.resolve("world");
    Sandbox.open(world, Main.class.getName()).close();

    var program = Program.run("""
        /restore pds latest-before 2026-02-25
        [Approve]
        as bob
        [Approve]
        [Replace data]
        alice: [Purge]
        [Purge]
        pds
        quit
        """, "sandbox", "--dir", world.toString());

    assertThat(program.out()).contains("alice> ", "[Approve] [Deny] alice> ", "may ask but not approve", "bob> ",
        "every check passed", "Type the name of the service to confirm: ", "Deleted for good");
    assertThat(program.status()).isZero();
  }
}
