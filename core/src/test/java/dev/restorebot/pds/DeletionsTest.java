package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Removal;
import dev.restorebot.pds.PdsApi.RepoAnswer.Described;
import dev.restorebot.pds.PdsApi.RepoAnswer.Refused;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// bob's account was deleted after the snapshot: the sequencer told so, and there is no row of it any more.
class DeletionsTest {
  private static final Instant AT = Instant.parse("2026-02-25T14:00:00Z");
  private static final Set<String> BROUGHT_BACK = Set.of("accounts-deleted");

  @TempDir
  private Path folder;
  private final PdsWorld world = new PdsWorld();
  private final SqliteDatabases databases = new SqliteDatabases();
  private final PdsFiles files = new PdsFiles();
  private Map<String, Path> then;
  private Map<String, Path> now;

  @BeforeEach
  void bobIsDeleted() throws Exception {
    new PdsFixture().account(PdsFixture.ALICE, "alice.test").account(PdsFixture.BOB, "bob.test")
        .events(3, Duration.ofHours(1), AT.minusSeconds(86_400)).writeBackup(folder.resolve("then"));
    new PdsFixture().account(PdsFixture.ALICE, "alice.test").events(5, Duration.ofHours(1), AT.minusSeconds(60))
        .writeBackup(folder.resolve("now"));
    then = databases("then");
    now = databases("now");
    tell(SequencedEvent.deletion(PdsFixture.BOB));
  }

  private Map<String, Path> databases(String name) {
    return Map.of("account", folder.resolve(name + "/account.sqlite"), "sequencer",
        folder.resolve(name + "/sequencer.sqlite"));
  }

  private void tell(SequencedEvent event) {
    databases.edit(folder.resolve("now/sequencer.sqlite"), connection -> {
      try (var insert = connection.prepareStatement(
          "INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES (?, ?, ?, ?)")) {
        insert.setString(1, event.did());
        insert.setString(2, event.type());
        insert.setBytes(3, event.body());
        insert.setString(4, Sequence.text(AT));
        return insert.executeUpdate();
      }
    });
  }

  private Contents snapshot() {
    return files.contents(databases, then);
  }

  private Contents live() {
    return files.contents(databases, now);
  }

  @Test
  void staysDeletedUnlessPeopleWantItBack() {
    var loss = world.pds().loss(snapshot(), live(), ExternalState.NOTHING, Set.of(), AT);
    assertThat(loss.returning()).isEmpty();
    assertThat(loss.findings()).filteredOn(finding -> finding.code().equals("accounts-deleted")).singleElement()
        .extracting(Finding::text).asString()
        .contains("bob.test", "The restore leaves them out", "--accept accounts-deleted");

    var wanted = world.pds().loss(snapshot(), live(), ExternalState.NOTHING, BROUGHT_BACK, AT);
    assertThat(wanted.returning()).singleElement().hasToString("bob.test (" + PdsFixture.BOB + ")");
  }

  @Test
  void isLeftOutOfWhatGoesLiveAndTheNetworkIsToldAgain() {
    var fixUp = fixUp(Set.of());

    assertThat(fixUp.edited()).containsExactlyInAnyOrder("account", "sequencer");
    assertThat(fixUp.notes()).contains("1 account that was deleted after the snapshot was left out.");
    assertThat(snapshot().with("account")).singleElement().hasToString(live().with("account").getFirst().toString());
    assertThat(databases.read(folder.resolve("then/sequencer.sqlite"), Deletions::told))
        .containsExactly(PdsFixture.BOB);
  }

  @Test
  void mayBeTakenOutAndNobodyElse() {
    var parameters = world.pds().fixUpParameters(snapshot(), ExternalState.NOTHING, Consent.NONE, AT);

    assertThat(files.removing(databases, then, now, parameters))
        .isEqualTo(Map.of("account", new Removal("did", new TreeSet<>(List.of(PdsFixture.BOB)))));
  }

  /// As the tables of a PDS refer to each other: a row that hangs on nothing would be a fault of the restore.
  @Test
  void leavesNoRowThatHangsOnNothing() {
    var account = folder.resolve("then/account.sqlite");
    execute(account, "CREATE TABLE token (id integer PRIMARY KEY, did varchar NOT NULL)",
        "CREATE TABLE used_refresh_token (tokenId integer REFERENCES token (id) ON DELETE CASCADE)",
        "CREATE TABLE account_device (did varchar REFERENCES account (did) ON DELETE CASCADE)",
        "INSERT INTO token VALUES (1, '" + PdsFixture.BOB + "')", "INSERT INTO used_refresh_token VALUES (1)",
        "INSERT INTO account_device VALUES ('" + PdsFixture.BOB + "')");

    fixUp(Set.of());

    assertThat(databases.check(account, Set.of()).sound().orElseThrow().flaws()).isEmpty();
    assertThat(snapshot().with("account")).hasSize(1);
  }

  private void execute(Path file, String... statements) {
    databases.edit(file, connection -> {
      try (var statement = connection.createStatement()) {
        for (var each : statements) {
          statement.execute(each);
        }
        return true;
      }
    });
  }

  @Test
  void comesBackWherePeopleWantIt() {
    fixUp(BROUGHT_BACK);

    assertThat(snapshot().with("account")).hasSize(2);
  }

  /// Whoever comes back to a PDS after that is no deleted account any more.
  @Test
  void isNotWhoCameBack() {
    tell(SequencedEvent.account(PdsFixture.BOB, new AccountState(null, null, null)));

    assertThat(world.pds().loss(snapshot(), live(), ExternalState.NOTHING, Set.of(), AT).returning()).hasSize(1);
    fixUp(Set.of());
    assertThat(snapshot().with("account")).hasSize(2);
  }

  @Test
  void mustNotAnswerAfterwards() {
    var restored = snapshot().with(world.pds().staying(snapshot(), live(), Set.of()));
    world.repos.put(PdsFixture.ALICE, new Described(PdsFixture.ALICE, "alice.test"));
    world.repos.put(PdsFixture.BOB, new Refused(400, "RepoNotFound", ""));
    world.accounts.put(PdsFixture.BOB, new RelayApi.AccountAnswer.Inactive("deleted"));

    assertThat(world.pds().check(restored, new TreeMap<>(), ExternalState.NOTHING)).allMatch(CheckResult::ok)
        .extracting(CheckResult::detail).contains("deleted after the snapshot, and stays so: RepoNotFound");

    world.repos.put(PdsFixture.BOB, new Described(PdsFixture.BOB, "bob.test"));
    assertThat(world.pds().check(restored, new TreeMap<>(), ExternalState.NOTHING)).filteredOn(result -> !result.ok())
        .extracting(CheckResult::detail).containsExactly("it was deleted after the snapshot, and answers again");
  }

  private FixUp fixUp(Set<String> accepted) {
    var parameters =
        world.pds().fixUpParameters(snapshot(), ExternalState.NOTHING, new Consent(List.of(), accepted), AT);
    return files.fixUp(databases, then, now, parameters);
  }
}
