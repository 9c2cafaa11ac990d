package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import dev.restorebot.pds.PdsApi.RepoAnswer.Described;
import dev.restorebot.pds.PdsApi.RepoAnswer.Refused;
import dev.restorebot.pds.RelayApi.AccountAnswer;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What moderators and owners decided about accounts after the snapshot: the restore undoes none of it, unless people say so.
class AccountStatesTest {
  private static final Instant AT = Instant.parse("2026-02-25T14:00:00Z");
  private static final Set<String> LIFTED = Set.of("lift-takedowns");

  @TempDir
  Path folder;

  private final PdsWorld world = new PdsWorld();
  private final PdsFiles files = new PdsFiles();
  private final Databases databases = new SqliteDatabases();
  private Path then;
  private Path now;

  @BeforeEach
  void aSnapshotAndWhatBecameOfIt() throws SQLException {
    then = accounts("then.sqlite", "('did:plc:alice', 'alice.test', NULL, NULL, NULL)",
        "('did:plc:bob', 'bob.test', NULL, NULL, NULL)", "('did:plc:carol', 'carol.test', 'mod-1', NULL, NULL)");
    now = accounts("now.sqlite",
        "('did:plc:alice', 'alice.test', NULL, '2026-02-25T11:00:00.000Z', '2026-03-01T00:00:00.000Z')",
        "('did:plc:bob', 'bob.test', 'mod-2', NULL, NULL)", "('did:plc:carol', 'carol.test', NULL, NULL, NULL)",
        "('did:plc:dan', 'dan.test', 'mod-3', NULL, NULL)");
  }

  private Path accounts(String name, String... actors) throws SQLException {
    var file = folder.resolve(name);
    execute(file,
        "CREATE TABLE account (did varchar PRIMARY KEY)",
        "INSERT INTO account VALUES ('did:plc:alice'), ('did:plc:bob'), ('did:plc:carol'), ('did:plc:dan')",
        "CREATE TABLE actor (did varchar PRIMARY KEY, handle varchar, takedownRef varchar, deactivatedAt varchar,"
            + " deleteAfter varchar)",
        "INSERT INTO actor VALUES " + String.join(", ", actors));
    return file;
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Contents contents(Path accounts) {
    var contents = files.contents(databases, Map.of("account", accounts));
    return new Contents(contents.items(), new TreeMap<>(Map.of("sequence.last", 9042L)), null, List.of());
  }

  private Loss loss(Contents live, ExternalState outside, Set<String> accepted) {
    return world.pds().loss(contents(then), live, outside, accepted, AT);
  }

  private List<Finding> findings(Contents live, ExternalState outside, Set<String> accepted) {
    return loss(live, outside, accepted).findings().stream()
        .filter(finding -> Set.of("states-kept", "lift-takedowns", "takedowns-unknown").contains(finding.code()))
        .toList();
  }

  @Test
  void saysWhichAccountsStayAsTheyAre() {
    assertThat(findings(contents(now), ExternalState.NOTHING, Set.of())).containsExactly(new Finding(Severity.WARNING,
        "states-kept", "The state of these accounts was changed after the snapshot, and stays as it is now:"
            + " alice.test (did:plc:alice) stays deactivated, to be deleted (in the snapshot: active);"
            + " bob.test (did:plc:bob) stays taken down (in the snapshot: active);"
            + " carol.test (did:plc:carol) stays active (in the snapshot: taken down)."
            + " To have the states of the snapshot, ask again with `--lift-takedowns`."));
    assertThat(findings(contents(then), ExternalState.NOTHING, Set.of())).isEmpty();
  }

  @Test
  void saysWhatIsUndoneWherePeopleWantThat() {
    assertThat(findings(contents(now), ExternalState.NOTHING, LIFTED)).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.text()).contains("bob.test (did:plc:bob), now taken down, will be active",
          "carol.test (did:plc:carol), now active, will be taken down");
    });
    assertThat(loss(contents(now), ExternalState.NOTHING, LIFTED).returning()).as("is part of what people approve")
        .contains(new Loss.Change("did:plc:bob", new TreeMap<>(Map.of("state", "active", "state now", "taken down")),
            "bob.test (did:plc:bob) as active, now taken down"));
    assertThat(loss(contents(now), ExternalState.NOTHING, Set.of()).returning()).isEmpty();
  }

  @Test
  void givesTheRestoredAccountsTheStatesOfNow() throws SQLException {
    var fixUp = fixUp(Set.of());

    assertThat(fixUp.edited()).containsExactlyInAnyOrder("account", "sequencer");
    assertThat(fixUp.notes().getFirst()).isEqualTo("The state of 3 accounts was kept as it was when the service was"
        + " stopped: taken down, deactivated, or active again.");
    assertThat(contents(then)).as("but for whoever is not in the snapshot")
        .isEqualTo(
            new Contents(contents(now).items().subList(0, 3), new TreeMap<>(Map.of("sequence.last", 9042L)), null,
                List.of()));
    assertThat(fixUp.notes())
        .anyMatch(note -> note.startsWith("It was sequenced in which state each of 3 accounts is"));
  }

  @Test
  void leavesTheStatesOfTheSnapshotWherePeopleWantThat() throws SQLException {
    var before = contents(then);

    assertThat(fixUp(LIFTED).edited()).containsExactly("sequencer");
    assertThat(contents(then)).isEqualTo(before);
  }

  private FixUp fixUp(Set<String> accepted) throws SQLException {
    var sequencer = folder.resolve("sequencer.sqlite");
    execute(sequencer,
        "CREATE TABLE IF NOT EXISTS repo_seq (seq integer PRIMARY KEY AUTOINCREMENT, did varchar NOT NULL, eventType varchar"
            + " NOT NULL, event blob NOT NULL, invalidated int2 DEFAULT 0 NOT NULL, sequencedAt varchar NOT NULL)");
    var parameters =
        world.pds().fixUpParameters(contents(then), ExternalState.NOTHING, new Consent(List.of(), accepted), AT);
    return files.fixUp(databases, Map.of("account", then, "sequencer", sequencer), Map.of("account", now), parameters);
  }

  /// An old PDS knew fewer states. What cannot be kept is not lost in silence.
  @Test
  void refusesASnapshotThatCannotHaveTheStatesOfNow() throws SQLException {
    execute(then, "ALTER TABLE actor DROP COLUMN deactivatedAt", "ALTER TABLE actor DROP COLUMN deleteAfter");

    assertThat(contents(then).items()).hasSize(3);
    assertThatThrownBy(() -> fixUp(Set.of())).isInstanceOf(FixUpException.class)
        .hasMessageContaining("taken down or deactivated now: did:plc:alice, did:plc:bob. Ask with `--lift-takedowns`");
    execute(now, "UPDATE actor SET takedownRef = NULL, deactivatedAt = NULL, deleteAfter = NULL");
    assertThat(fixUp(Set.of()).numbers()).containsEntry("states.kept", 1L);
  }

  @Test
  void readsWhateverAHostileServiceWroteThere() throws SQLException {
    execute(now,
        "UPDATE actor SET deactivatedAt = 'soon', takedownRef = hex(zeroblob(100000)) WHERE did = 'did:plc:bob'");

    fixUp(Set.of());

    assertThat(contents(then).item("did:plc:bob").orElseThrow().versions()).containsEntry("state",
        "taken down, deactivated");
  }

  @Test
  void asksARelayWhereNoDatabaseCanTell() {
    world.accounts.put("did:plc:bob", new AccountAnswer.Inactive("takendown"));
    var outside = world.pds().outside(contents(then), Contents.EMPTY);

    assertThat(findings(Contents.EMPTY, outside, Set.of())).containsExactly(new Finding(Severity.REFUSAL,
        "lift-takedowns",
        "The account database that is live cannot be read, and the relay https://relay.test says of accounts that are active"
            + " in the snapshot that they are not any more: bob.test (did:plc:bob) is takendown. Restored, they would be active"
            + " again, until somebody takes them down or deactivates them by hand."));
    assertThat(loss(Contents.EMPTY, outside, LIFTED).returning()).as("is part of what people approve")
        .contains(
            new Loss.Change("did:plc:bob", new TreeMap<>(Map.of("relay", "takendown")), "bob.test (did:plc:bob)"));
    assertThat(world.pds().outside(contents(then), contents(now)).said()).as("the database tells").isEmpty();
  }

  @Test
  void saysOfWhomNobodyKnows() {
    world.accounts.put("did:plc:bob", new AccountAnswer.Unknown("it answers RepoNotFound"));
    var some = world.pds().outside(contents(then), Contents.EMPTY);

    assertThat(findings(Contents.EMPTY, some, Set.of())).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.text()).contains("after the snapshot: bob.test (did:plc:bob). Restored, they are active.");
    });
    assertThat(findings(Contents.EMPTY, ExternalState.NOTHING, Set.of())).singleElement().extracting(Finding::text)
        .asString()
        .contains("after the snapshot: all that are active in it.");
  }

  /// What was kept is expected afterwards, and nothing else.
  @Test
  void expectsAfterwardsWhatWasKept() {
    var restored = contents(then).with(world.pds().staying(contents(then), contents(now), Set.of()));
    world.repos.put("did:plc:alice", new Refused(400, "RepoDeactivated", ""));
    world.repos.put("did:plc:bob", new Described("did:plc:bob", "bob.test"));
    world.repos.put("did:plc:carol", new Described("did:plc:carol", "carol.test"));

    assertThat(checks(restored)).containsExactly(
        "account alice.test: inactive, as when the service was stopped: RepoDeactivated",
        "account bob.test: it was taken down when the service was stopped, and answers as an active account",
        "account carol.test: its repo answers, as carol.test");
    assertThat(world.pds().staying(contents(then), contents(now), LIFTED)).isEqualTo(Contents.EMPTY);
  }

  private List<String> checks(Contents restored) {
    return world.pds().check(restored, new TreeMap<>(), ExternalState.NOTHING).stream()
        .filter(result -> result.name().startsWith("account ")).map(result -> result.name() + ": " + result.detail())
        .toList();
  }

  /// People accepted that the repo of alice stays gone; that of bob is there, and must answer.
  @Test
  void expectsNoRepoWherePeopleAcceptedThatItIsGone() {
    var live = PdsWorld.contents(Map.of(), "alice:account,active", "bob:repo,key", "carol:repo,key");
    var restored = contents(then)
        .with(world.pds().staying(contents(then), live, Set.of("accounts-without-repo", "lift-takedowns")));
    List.of("alice", "bob").forEach(
        name -> world.repos.put("did:plc:" + name, new Refused(400, "NotFound", "Repo not found")));
    world.repos.put("did:plc:carol", new Refused(400, "RepoTakendown", ""));

    assertThat(checks(restored)).containsExactly(
        "account alice.test: without a repo, as it was accepted: NotFound",
        "account bob.test: the account is there and its store below actors/ is missing: a database restore does not bring it"
            + " back (HTTP 400 NotFound: Repo not found)",
        "account carol.test: inactive, as in the snapshot: RepoTakendown");
  }

  /// A PDS goes by the other two columns: one that only is to be deleted some day answers until then.
  @Test
  void expectsThatAnAccountAnswersUntilItIsDeleted() throws SQLException {
    execute(now, "UPDATE actor SET deactivatedAt = NULL WHERE did = 'did:plc:alice'");
    for (var name : List.of("alice", "bob", "carol")) {
      world.repos.put("did:plc:" + name, new Described("did:plc:" + name, name + ".test"));
    }

    var restored = contents(then).with(world.pds().staying(contents(then), contents(now), Set.of()));

    assertThat(checks(restored)).contains("account alice.test: its repo answers, as alice.test");
  }

  /// Backups need not have a sequencer.
  @Test
  void keepsTheStatesWhereOnlyAccountsAreRestored() {
    var fixUp = files.fixUp(databases, Map.of("account", then), Map.of("account", now),
        world.pds().fixUpParameters(contents(then), ExternalState.NOTHING, Consent.NONE, AT));

    assertThat(fixUp.edited()).containsExactly("account");
    assertThat(fixUp.numbers()).containsEntry("states.kept", 3L);
  }

  /// An earlier version stored that an account was not active, and not why.
  @Test
  void takesWhatAnEarlierVersionStored() {
    var stored = new Contents(List.of(PdsWorld.item("carol:account")), new TreeMap<>(), null, List.of());
    var down = new Contents(List.of(new Item("did:plc:carol", "carol.test", PdsWorld.item("carol:account").parts(),
        new TreeMap<>(Map.of("state", "taken down")))), new TreeMap<>(), null, List.of());

    assertThat(AccountState.changed(stored, down).items()).isEmpty();
  }
}
