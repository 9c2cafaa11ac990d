package dev.restorebot.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.engine.FakeCluster;
import dev.restorebot.files.Digest;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.Workers;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsFixture;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.VerificationRecord;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.sqlite.SqliteSnapshotBook;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.FolderStore;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known of a snapshot that was opened, and how often it is opened for that.
class SnapshotInspectorTest {
  private static final String STAMP = "20260224-020011";
  private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-02-24T12:00:00Z"));
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir
  private Path folder;

  private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
  private volatile boolean broken;
  private CountDownLatch held = new CountDownLatch(0);
  private SqliteSnapshotBook book;

  @BeforeEach
  void aBucket() throws Exception {
    var backup = folder.resolve("bucket/pds/db");
    new PdsFixture().account(PdsFixture.ALICE, "alice.example")
        .events(20, Duration.ofHours(1), Instant.parse("2026-02-24T02:00:00Z")).writeBackup(backup);
    for (var name : List.of("account", "sequencer")) {
      Files.move(backup.resolve(name + ".sqlite"), backup.resolve(name + "-" + STAMP + ".sqlite"));
    }
    book = SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void opensASnapshotOnceHoweverManyAsk() throws Exception {
    var inspector = inspector();
    held = new CountDownLatch(1);
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = IntStream.range(0, 50)
          .mapToObj(_ -> crowd.submit(() -> inspector.known(site(), snapshot(inspector), LONG))).toList();
      held.countDown();

      assertThat(answers).extracting(Future::get).allSatisfy(answer -> assertThat(answer).get()
          .isInstanceOfSatisfying(VerificationRecord.Sound.class,
              sound -> assertThat(sound.rows()).containsEntry("account.actor", 1L)
                  .containsEntry("sequencer.repo_seq", 20L)));
    }
    assertThat(read).hasSize(2);
  }

  @Test
  void remembersItAfterARestart() throws Exception {
    var before = inspector().known(site(), snapshot(inspector()), LONG);
    book.close();
    book = SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
    broken = true;

    assertThat(inspector().known(site(), snapshot(inspector()), Duration.ZERO)).isEqualTo(before).isPresent();
  }

  @Test
  void remembersNothingOfOneThatCouldNotBeRead() throws Exception {
    var inspector = inspector();
    broken = true;

    assertThat(inspector.known(site(), snapshot(inspector), LONG)).isEmpty();
    assertThatThrownBy(() -> inspector.open(site(), snapshot(inspector))).isInstanceOf(BackupStoreException.class)
        .hasMessage("read: access denied");

    broken = false;
    assertThat(inspector.known(site(), snapshot(inspector), LONG)).isPresent();
  }

  @Test
  void saysNothingYetOfOneThatTakesLonger() throws Exception {
    var inspector = inspector();
    held = new CountDownLatch(1);

    assertThat(inspector.known(site(), snapshot(inspector), Duration.ofMillis(1))).isEmpty();

    held.countDown();
    assertThat(inspector.open(site(), snapshot(inspector))).isInstanceOf(SnapshotInspector.Opened.Good.class);
  }

  @Test
  void remembersWhatIsWrongWithOne() throws Exception {
    Files.write(folder.resolve("bucket/pds/db/account-" + STAMP + ".sqlite"), new byte[100]);
    var inspector = inspector();

    assertThat(inspector.known(site(), snapshot(inspector), LONG)).get().isInstanceOf(VerificationRecord.Unsound.class)
        .isEqualTo(inspector.known(site(), snapshot(inspector), Duration.ZERO).orElseThrow());
  }

  @Test
  void tellsOfRowsThatReferToNothing() throws Exception {
    alter("CREATE TABLE device (id text PRIMARY KEY)", "CREATE TABLE used (device text REFERENCES device (id))",
        "INSERT INTO used VALUES ('gone')");

    assertThat(findings()).containsExactly(new Finding(Severity.WARNING, "rows-break-rules", "Some rows of the snapshot"
        + " break a rule of their own database: database account: used refers to rows of device that are not there (1 row)."
        + " They come back as they were; a service that runs with such rows now will run with them then. In sqlite3,"
        + " `PRAGMA foreign_key_check` and `PRAGMA integrity_check` list them."));
  }

  @Test
  void tellsWhatOnlyTheProgramOfTheServiceCouldCheck() throws Exception {
    alter("CREATE VIRTUAL TABLE words USING fts4(text)", "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE words USING fts4(text, tokenize=icu)' WHERE name = 'words'");

    assertThat(findings()).containsExactly(new Finding(Severity.WARNING, "partly-checked", "Not all of the snapshot can"
        + " be checked here, because only the service's own program has what that needs: database account: virtual table"
        + " words: unknown tokenizer: icu. No damage was found in the rest."));
  }

  @Test
  void refusesAnObjectThatIsNoLongerWhatItWasWhenItWasFirstFoundGood() throws Exception {
    assertThat(opened()).isInstanceOf(SnapshotInspector.Opened.Good.class);
    var file = folder.resolve("bucket/pds/db/account-" + STAMP + ".sqlite");
    var sound = Files.readAllBytes(file);

    for (var at = 0; at < sound.length; at += 997) {
      var flipped = sound.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      reopen();

      assertThat(opened()).as("a bit of byte " + at).isInstanceOfSatisfying(SnapshotInspector.Opened.Bad.class,
          bad -> assertThat(bad.reasons()).singleElement().asString().startsWith("account-" + STAMP
              + ".sqlite was changed since it was first found good on 2026-02-24 12:00 UTC: its SHA-256 was "));
    }
    Files.write(file, sound);
    assertThat(opened()).isInstanceOf(SnapshotInspector.Opened.Good.class);
  }

  @Test
  void notesNothingOfAnObjectThatWasNeverGood() throws Exception {
    var file = folder.resolve("bucket/pds/db/account-" + STAMP + ".sqlite");
    var sound = Files.readAllBytes(file);
    Files.write(file, new byte[100]);
    assertThat(opened()).isInstanceOf(SnapshotInspector.Opened.Bad.class);

    Files.write(file, sound);
    assertThat(opened()).isInstanceOf(SnapshotInspector.Opened.Good.class);
  }

  @Test
  void holdsASetToWhatTheBackupJobWroteDownOfIt() throws Exception {
    var list = folder.resolve("bucket/pds/db/SHA256SUMS-" + STAMP);
    var account = line("account-" + STAMP + ".sqlite");
    var sequencer = line("sequencer-" + STAMP + ".sqlite");
    Files.writeString(list, account);

    assertThat(findings()).containsExactly(new Finding(Severity.WARNING, "digests-missing",
        "The backup job wrote down no digest of sequencer-" + STAMP + ".sqlite in pds/db/SHA256SUMS-" + STAMP
            + ", so nobody can tell whether that is what was backed up."));

    Files.writeString(list, account + sequencer);
    assertThat(findings()).containsExactly(new Finding(Severity.NOTE, "digests-written-down",
        "What was fetched is what the backup job wrote down in pds/db/SHA256SUMS-" + STAMP + "."));

    Files.writeString(list, account + "0".repeat(64) + "  sequencer-" + STAMP + ".sqlite\n");
    assertThat(opened()).isInstanceOfSatisfying(SnapshotInspector.Opened.Bad.class, bad -> assertThat(bad.reasons())
        .singleElement().asString()
        .startsWith("sequencer-" + STAMP + ".sqlite is not what was backed up: its SHA-256 is ")
        .endsWith("…, and SHA256SUMS-" + STAMP + " says 000000000000…"));
  }

  private String line(String name) throws Exception {
    return Digest.of(folder.resolve("bucket/pds/db/" + name)) + "  " + name + "\n";
  }

  private SnapshotInspector.Opened opened() throws Exception {
    var inspector = inspector();
    return inspector.open(site(), snapshot(inspector));
  }

  private void reopen() {
    book.close();
    book = SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
  }

  private List<Finding> findings() throws Exception {
    var inspector = inspector();
    var opened = inspector.open(site(), snapshot(inspector));
    assertThat(opened).isInstanceOf(SnapshotInspector.Opened.Good.class);
    var good = ((SnapshotInspector.Opened.Good) opened).candidate();
    assertThat(inspector.withMirrors(site(), good)).get().extracting(Candidate::findings).isEqualTo(good.findings());
    return good.findings();
  }

  private void alter(String... statements) throws SQLException {
    var file = folder.resolve("bucket/pds/db/account-" + STAMP + ".sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Snapshot snapshot(SnapshotInspector inspector) {
    return inspector.recent(site(), 1).getFirst();
  }

  private static ManagedService site() {
    var settings = new PdsSettings(NOWHERE, "pds.test", List.of(NOWHERE), 1000);
    return new ManagedService(PlanWorld.service(), new Pds(settings, new HttpPds(NOWHERE), new HttpRelay()),
        new PdsFiles());
  }

  private SnapshotInspector inspector() {
    var codec = new JsonWorkerCodec();
    var cluster = new FakeCluster(codec);
    var verifier =
        new SnapshotVerifier(new GuardedReader(new DirectReader(new SqliteDatabases()), book, TIME),
            new Sightings(book, TIME),
            attempt -> attempt.run(), folder.resolve("scratch"));
    var resolver = new SnapshotResolver(cluster, (_, _, _) -> bucket(), verifier, TIME);
    return new SnapshotInspector(Map.of(site().definition().name(), site()), resolver, verifier,
        new Examinations(new Workers(cluster, codec, Watcher.NONE), () -> new RunId("r-survey"), _ -> Optional.empty()),
        book, TIME);
  }

  /// The bucket, which answers when it is let and as long as it is not broken.
  private BackupStore bucket() {
    var bucket = new FolderStore(folder.resolve("bucket"));
    return new BackupStore() {
      @Override
      public Page list(String prefix, String after, int limit) {
        return bucket.list(prefix, after, limit);
      }

      @Override
      public Optional<BackupObject> find(String key) {
        return bucket.find(key);
      }

      @Override
      public InputStream read(BackupObject object, long offset) {
        if (broken) {
          throw new BackupStoreException(Kind.REFUSED, "read: access denied");
        }
        try {
          held.await();
        } catch (InterruptedException e) {
          throw new BackupStoreException(Kind.UNAVAILABLE, "read: interrupted", e);
        }
        read.add(object.key());
        return bucket.read(object, offset);
      }
    };
  }
}
