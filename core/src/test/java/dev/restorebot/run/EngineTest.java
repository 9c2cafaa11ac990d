package dev.restorebot.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Groups.Membership;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.json.JsonEventCodec;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Kubectl;
import dev.restorebot.run.Engine.Answer;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.sqlite.SqliteSnapshotBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run waits at the gate start, where two people are needed: bob, and members of a group.
class EngineTest {
  private static final Person ALICE = Tale.ALICE;
  private static final Person BOB = new Person("sandbox:bob");
  private static final Person MEMBER = new Person("sandbox:member");
  private static final String GROUP = "sandbox-group:ops";

  @TempDir
  private Path folder;

  private final Tale tale = new Tale(2);
  private Instant now = tale.now();
  private SqliteJournal journal;
  private SqliteSnapshotBook book;
  private Ledger ledger;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JsonEventCodec());
    book = SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
    ledger = new Ledger(journal, () -> now);
    for (var words : new String[]{"asked", "planned", "gate"}) {
      var event = tale.event(words);
      tale.happens(event);
      ledger.append(tale.run().id(), _ -> Optional.of(event));
    }
  }

  @AfterEach
  void close() {
    book.close();
    journal.close();
  }

  @Test
  void takesTheApprovalOfAMember() {
    var engine = engine((group, person) -> group.equals(GROUP) && person.equals(MEMBER)
        ? Membership.IN
        : Membership.OUT);

    assertThat(engine.choose(approve(MEMBER))).isEqualTo(new Answer.Taken(tale.run().id(), "Approve: 1 of 2"));
    assertThat(engine.choose(approve(MEMBER))).isInstanceOfSatisfying(Answer.Declined.class,
        declined -> assertThat(declined.words()).contains("a person counts once"));
  }

  @Test
  void letsOthersGoOnWhileAGroupIsLookedUp() throws InterruptedException {
    var engine = engine((_, _) -> {
      var written = CompletableFuture.supplyAsync(
          () -> ledger.append(tale.run().id(), _ -> Optional.of(new Posted("board", 1, "m-1"))));
      return written.orTimeout(10, TimeUnit.SECONDS).join().isPresent() ? Membership.IN : Membership.OUT;
    });

    assertThat(engine.choose(approve(MEMBER))).isInstanceOf(Answer.Taken.class);
    assertThat(engine.cancel(MEMBER, tale.run().id())).isInstanceOf(Answer.Taken.class);
    engine.awaitRest();
  }

  @Test
  void journalsTheClickOfSomebodyWhoseGroupCouldNotBeLookedUp() {
    var engine = engine((_, _) -> new Membership.Unknown("Slack did not answer"));

    assertThat(engine.choose(approve(MEMBER))).isInstanceOfSatisfying(Answer.Declined.class,
        declined -> assertThat(declined.words())
            .contains("the group ops could not be looked up (Slack did not answer)"));
    assertThat(newest()).isInstanceOf(RunEvent.Chosen.class);
    assertThat(engine.choose(approve(BOB))).isInstanceOf(Answer.Taken.class);
  }

  @Test
  void keepsAGateOpenWhileSomebodyPassesItAloneAndLetsOthersStopThem() throws InterruptedException {
    var engine = engine(Groups.NONE);
    now = now.plus(Duration.ofMinutes(25));
    assertThat(engine.breakGlass(glass("nobody answers"))).isInstanceOf(Answer.Taken.class);
    now = now.plus(Duration.ofMinutes(9));
    engine.tick();
    assertThat(newest()).isInstanceOf(RunEvent.GlassBroken.class);

    assertThat(engine.choose(new Click(ALICE, tale.run().id(), Gate.START, tale.fingerprint(), Choice.DENY, "", "")))
        .isInstanceOf(Answer.Taken.class);
    engine.awaitRest();

    assertThat(newest()).isEqualTo(new RunEvent.Ended(Outcome.DENIED));
  }

  @Test
  void journalsThatSomebodyWantedToBreakGlassAndMayNot() {
    var engine = engine(Groups.NONE);

    assertThat(engine.breakGlass(glass("now!"))).isInstanceOfSatisfying(Answer.Declined.class,
        declined -> assertThat(declined.words()).contains("needs a reason"));
    assertThat(newest()).isInstanceOf(RunEvent.GlassHeld.class);
    assertThat(engine.breakGlass(glass("n".repeat(501)))).isInstanceOfSatisfying(Answer.Declined.class,
        declined -> assertThat(declined.words()).isEqualTo("the reason has 501 characters, and may have 500"));
  }

  private GlassBreak glass(String reason) {
    return new GlassBreak(BOB, tale.run().id(), Gate.START, tale.fingerprint(), reason);
  }

  private RunEvent newest() {
    return ledger.run(tale.run().id()).orElseThrow().entries().getLast().event();
  }

  private Click approve(Person by) {
    return new Click(by, tale.run().id(), Gate.START, tale.fingerprint(), Choice.APPROVE, "", "");
  }

  private Engine engine(Groups groups) {
    var policy = new Policy(Set.of(ALICE.id()), Set.of(BOB.id(), GROUP), Map.of(Gate.START, 2),
        OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30), Duration.ofMinutes(10));
    var codec = new JsonWorkerCodec();
    var ports = new EnginePorts(new FakeCluster(codec), new Kubectl(JobSettings.DEFAULT), (_, _, _) -> {
      throw new IllegalStateException("no store is needed here");
    }, new SqliteDatabases(), book, attempt -> attempt.run(), codec, groups, Watcher.NONE, _ -> {
    }, () -> now, folder.resolve("scratch"));
    return new Engine(ledger, policy, Map.of(), ports,
        () -> new RunId("r-other1"));
  }
}
