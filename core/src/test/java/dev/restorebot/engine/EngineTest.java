package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Groups.Membership;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.cluster.Note;
import dev.restorebot.cron.CronSchedule;
import dev.restorebot.engine.Engine.Answer;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Kubectl;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.Click;
import dev.restorebot.run.GlassBreak;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.sqlite.SqliteRunKeys;
import dev.restorebot.sqlite.SqliteSnapshotBook;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final FakeCluster cluster = new FakeCluster(new JsonWorkerCodec());
  private Instant now = tale.now();
  private SqliteJournal journal;
  private SqliteSnapshotBook book;
  private SqliteRunKeys keys;
  private Ledger ledger;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec());
    book = SqliteSnapshotBook.open(folder.resolve("restorebot.db"));
    keys = SqliteRunKeys.open(folder.resolve("restorebot.db"));
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
    keys.close();
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

  /// There, whoever can write to the journal cannot change it.
  @Test
  void leavesTheSealOfARunOnItsWorkloadWhenItEnds() throws InterruptedException {
    var engine = engine(Groups.NONE, sites("pds"));

    assertThat(engine.choose(new Click(BOB, tale.run().id(), Gate.START, tale.fingerprint(), Choice.DENY, "", "")))
        .isInstanceOf(Answer.Taken.class);
    engine.awaitRest();

    var ended = ledger.run(tale.run().id()).orElseThrow().entries().getLast();
    assertThat(ended.event()).isEqualTo(new RunEvent.Ended(Outcome.DENIED));
    assertThat(cluster.notes).containsExactly(Note.sealed(ended.number(), journal.seal(ended.number())));
    assertThat(Note.sealed(43, "9f86").message()).endsWith("restorebot audit verify JOURNAL --seal 43:9f86");
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
    assertThat(newest()).isInstanceOf(RunEvent.BreakGlassRejected.class);
    assertThat(engine.breakGlass(glass("n".repeat(501)))).isInstanceOfSatisfying(Answer.Declined.class,
        declined -> assertThat(declined.words()).isEqualTo("the reason has 501 characters, and may have 500"));
  }

  @Test
  void drillsOneServiceAfterTheOther() throws InterruptedException {
    var engine = engine(Groups.NONE, sites("first", "second"));

    for (var tick = 0; tick < 4; tick++) {
      engine.tick();
      assertThat(ledger.runs().stream().filter(run -> Drills.isDrill(run) && !run.state().over()).count())
          .isLessThanOrEqualTo(1);
      engine.awaitRest();
    }

    assertThat(ledger.runs().stream().filter(Drills::isDrill))
        .extracting(run -> run.request().orElseThrow().service().value())
        .containsExactly("first", "second");
  }

  @Test
  void letsARestoreBeginBesideADrill() throws InterruptedException {
    var engine = engine(Groups.NONE, sites("pds"));
    var world = new PlanWorld();
    world.intent = new Intent.Drill(new Selector.Latest(), Intent.Mirrors.NOW);
    ledger.append(new RunId("r-drill1"), _ -> Optional.of(new RunEvent.Asked(ALICE, world.request(), "")));
    assertThat(engine.cancel(ALICE, tale.run().id())).isInstanceOf(Answer.Taken.class);
    engine.awaitRest();

    assertThat(engine.ask(ALICE, world.request(), "")).isInstanceOfSatisfying(Answer.Declined.class,
        declined -> assertThat(declined.words()).startsWith("r-drill1 is already at work on pds"));
    world.intent = new Intent.Restore(new Selector.Latest(), Intent.Mirrors.NOW, Intent.Reach.WHOLE);
    assertThat(engine.ask(ALICE, world.request(), "")).isInstanceOf(Answer.Taken.class);
    engine.awaitRest();
  }

  /// Services that are drilled on Sundays, and that nobody can reach.
  private static Map<ServiceName, ManagedService> sites(String... names) {
    var nowhere = URI.create("http://127.0.0.1:1");
    var settings = new PdsSettings(nowhere, "pds.test", List.of(nowhere), 1000);
    var kind = new Pds(settings, new HttpPds(nowhere), new HttpRelay());
    var plain = PlanWorld.service();
    return Stream.of(names).map(ServiceName::new).collect(Collectors.toMap(Function.identity(),
        name -> new ManagedService(
            new ServiceDefinition(name, plain.kind(), plain.own(), plain.workload(), plain.volume(), plain.backups(),
                plain.timeouts(), CronSchedule.parse("0 4 * * 0")),
            kind, new PdsFiles())));
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
    return engine(groups, Map.of());
  }

  private Engine engine(Groups groups, Map<ServiceName, ManagedService> sites) {
    var policy = new Policy(Set.of(ALICE.id()), Set.of(BOB.id(), GROUP), Map.of(Gate.START, 2),
        OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30), Duration.ofMinutes(10));
    var codec = new JsonWorkerCodec();
    var ports = new EnginePorts(cluster, new Kubectl(JobSettings.DEFAULT), (_, _, _) -> {
      throw new IllegalStateException("no store is needed here");
    }, new DirectReader(new SqliteDatabases()), book, keys, attempt -> attempt.run(), codec, groups, Watcher.NONE,
        _ -> {
        }, () -> now, folder.resolve("scratch"));
    var ids = new AtomicInteger();
    return EngineFactory.engine(ledger, policy, sites, ports, () -> new RunId("r-other" + ids.incrementAndGet()));
  }
}
