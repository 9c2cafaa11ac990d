package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The world holds what the product needs to prove itself: its damage is found, and can be repaired.
class SandboxRestoreTest {
  private static final WorkloadRef WORKLOAD = new WorkloadRef("pds", "deployment", "pds");

  @TempDir
  private Path folder;
  private final SqliteDatabases databases = new SqliteDatabases();
  private final PdsFiles files = new PdsFiles();
  private Sandbox sandbox;
  private Pds kind;

  @BeforeEach
  void open() {
    sandbox = Sandbox.open(folder.resolve("world"), JobProbe.class.getName());
    kind = new Pds(
        new PdsSettings(sandbox.pds().url(), PdsStandIn.HOSTNAME, List.of(sandbox.relay().url()), 1000),
        new HttpPds(sandbox.pds().url()), new HttpRelay());
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({"account-20260224-020011, Sound", "sequencer-20260224-020011, Sound", "did_cache-20260224-020011, Sound",
      "account-20260225-020012, Sound", "account-20260222-020011, Damaged", "sequencer-20260223-020009, Damaged"})
  void showsItsTrapsToTheCheckOfDatabases(String name, String verdict) throws IOException {
    var copy = Files.copy(backup(name), folder.resolve("copy.sqlite"));
    var database = name.substring(0, name.indexOf('-'));

    DatabaseCheck check = databases.check(copy, files.requiredTables(database));

    assertThat(check.getClass().getSimpleName()).as(check.toString()).isEqualTo(verdict);
  }

  @Test
  void isRepairedByTheLastSoundSnapshotWithARaisedSequence() throws IOException {
    var snapshot = stage("20260224-020011");
    var contents = files.contents(databases, snapshot);
    assertThat(kind.implausible(contents)).isEmpty();
    assertThat(kind.check(contents, new TreeMap<>(), ExternalState.NOTHING)).extracting(CheckResult::ok)
        .contains(false);

    sandbox.cluster().scale(WORKLOAD, 0);
    var fixUp = files.fixUp(databases, snapshot, Map.of(),
        kind.fixUpParameters(contents, kind.outside(), Consent.NONE,
            sandbox.clock().instant()));
    install(snapshot);
    sandbox.cluster().scale(WORKLOAD, 1);

    assertThat(kind.announce()).allMatch(CheckResult::ok);
    assertThat(kind.check(contents, fixUp.numbers(), ExternalState.NOTHING)).hasSize(6).allMatch(CheckResult::ok);
  }

  @Test
  void showsThatARestoreWithoutARaisedSequenceLosesTheRelay() throws IOException {
    var snapshot = stage("20260224-020011");
    var contents = files.contents(databases, snapshot);

    sandbox.cluster().scale(WORKLOAD, 0);
    install(snapshot);
    sandbox.cluster().scale(WORKLOAD, 1);
    assertThat(kind.announce()).allMatch(CheckResult::ok);

    assertThat(kind.check(contents, new TreeMap<>(), ExternalState.NOTHING)).filteredOn(result -> !result.ok())
        .singleElement()
        .satisfies(result -> assertThat(result.detail()).startsWith("idle: its cursor 9042"));
  }

  @Test
  void holdsASnapshotThatIsSoundAndWorthless() throws IOException {
    assertThat(kind.implausible(files.contents(databases, stage("20260225-020012")))).hasSize(1);
  }

  private Map<String, Path> stage(String timestamp) throws IOException {
    var staged = new TreeMap<String, Path>();
    for (var database : PdsImage.databases()) {
      var copy = Files.createDirectories(folder.resolve("staged")).resolve(database.file());
      staged.put(database.label(), Files.copy(backup(database.label() + "-" + timestamp), copy));
    }
    return staged;
  }

  private void install(Map<String, Path> staged) throws IOException {
    for (var file : staged.values()) {
      Files.copy(file, sandbox.volume().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path backup(String name) {
    return folder.resolve("world/bucket/sandbox-backups/pds/db").resolve(name + ".sqlite");
  }
}
