package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Loss;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.Timeouts;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.OutputLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final RunId ONE = new RunId("r-one1");
  private static final RunId TWO = new RunId("r-two2");
  private static final Person ALICE = new Person("sandbox:alice");
  private static final Request REQUEST =
      new Request(new ServiceName("pds"),
          new Intent.Restore(new Selector.Latest(), Intent.Mirrors.NOW, Intent.Reach.WHOLE), null,
          Set.of());
  private static final RunEvent ASKED = new Asked(ALICE, REQUEST, "wall:ops");
  private static final RunEvent REFUSED = new Refused("the Secret is missing", "Create it.");
  private static final Timestamp DAY = Timestamp.parse("20260224-020011").orElseThrow();
  private static final Plan PLAN = new Plan(new ServiceName("pds"), "deployment/pds", "pds-data",
      new Candidate(DAY, DAY, List.of(), List.of(), Contents.EMPTY, List.of(), List.of()), 1, List.of(), List.of(),
      List.of(),
      new Loss("account", List.of(), List.of(), List.of(), List.of(), List.of()), null, List.of(),
      ExternalState.NOTHING,
      new ByteSize(1),
      List.of(),
      List.of(), Timeouts.DEFAULT, Instant.parse("2026-02-26T12:00:00Z"), null, new Fingerprint("9f84da6267239f85"));
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir
  Path folder;

  private final Instant start = Instant.parse("2026-02-26T12:00:00Z");
  private Instant now = start;
  private final InstantSource clock = () -> now;
  private final Wall wall = new Wall(clock);
  private SqliteJournal journal;
  private Ledger ledger;
  private Outbox outbox;
  private Predicate<String> shows = _ -> true;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec());
    restart();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void postsTheCardFirstAndTheRestInItsThreadAndJournalsWhereTheyAre() {
    append(ONE, ASKED);
    append(ONE, REFUSED);

    passes(LONG);

    assertThat(wall.attempts()).containsExactly("0.0 post card: over: refused", "1.1 post Refused under m1");
    assertThat(told()).containsExactly(new Posted("wall", 1, "m1"), new Posted("wall", 2, "m2"),
        new Shown("wall", 2));
  }

  @Test
  void editsTheCardWhenTheRunGoesOn() {
    append(ONE, ASKED);
    passes(LONG);
    wall.attempts();

    append(ONE, REFUSED);
    passes(LONG);

    assertThat(wall.messages()).containsEntry("m1", "card: over: refused").containsEntry("m2", "Refused");
  }

  @Test
  void editsARunAboutOnceInThreeSecondsHoweverOftenItAdvances() {
    append(ONE, ASKED);
    append(ONE, new Planned(PLAN));
    append(ONE, new GateOpened(Gate.START, PLAN.fingerprint(), ALICE, start.plus(LONG), 1, List.of(), null));
    append(ONE, new Chosen(ALICE, Gate.START, PLAN.fingerprint(), Choice.APPROVE, "", Ruling.counted("Approve")));
    append(ONE, new StepStarted(Step.STAGE, 1));
    passes(LONG);
    wall.attempts();

    for (var done = 0; done < 300; done++) {
      outbox.advanced(ONE, new OutputLine.Advanced("account.sqlite", done, 300));
      passes(Duration.ofMillis(100));
    }

    assertThat(wall.attempts()).hasSizeBetween(9, 11).allSatisfy(attempt -> assertThat(attempt).contains("edit"));
    assertThat(wall.messages().get("m1")).contains("account.sqlite: ").contains(" left");
  }

  @Test
  void bringsWhatAChatThatWasAwayDidNotTakeInOrderAndAsksItLessAndLessOften() {
    wall.doesNotAnswer();
    append(ONE, ASKED);
    passes(Duration.ofMinutes(5));
    append(ONE, REFUSED);
    assertThat(wall.attempts()).startsWith("0.0 post card: looking at the backups and the volume")
        .satisfies(attempts -> assertThat(attempts.stream().map(OutboxTest::when).limit(6))
            .containsExactly("0.0", "1.0", "3.0", "7.0", "15.0", "31.0"))
        .hasSizeLessThan(20);
    wall.answersAgain();

    passes(LONG);

    assertThat(wall.messages()).hasToString("{m1=card: over: refused, m2=Refused}");
  }

  @Test
  void waitsForAsLongAsTheChatSays() {
    wall.wantsToBeLeftAlone(Duration.ofSeconds(30));
    append(ONE, ASKED);
    passes(Duration.ofSeconds(29));
    wall.answersAgain();
    passes(LONG);

    assertThat(wall.attempts()).extracting(OutboxTest::when).containsExactly("0.0", "30.0");
  }

  @Test
  void putsWhatPeopleWaitForBeforeWhatTheyDoNot() {
    append(ONE, ASKED);
    append(TWO, ASKED);
    append(TWO, REFUSED);

    passes(LONG);

    assertThat(wall.attempts()).extracting(attempt -> attempt.substring(4)).containsExactly(
        "post card: over: refused", "post Refused under m1", "post card: looking at the backups and the volume");
  }

  @Test
  void postsAgainAMessageThatSomebodyDeleted() {
    append(ONE, ASKED);
    passes(LONG);
    wall.lose("m1");
    append(ONE, REFUSED);

    passes(LONG);

    assertThat(wall.messages()).hasToString("{m2=card: over: refused, m3=Refused}");
    assertThat(told()).contains(new Posted("wall", 1, "m2"));
  }

  @Test
  void goesOnWithTheSameMessagesAfterARestart() {
    append(ONE, ASKED);
    passes(LONG);
    wall.attempts();
    restart();
    append(ONE, new Recovered());
    append(ONE, REFUSED);

    passes(LONG);

    assertThat(wall.messages()).hasToString("{m1=card: over: refused, m2=I was restarted, m3=Refused}");
  }

  @Test
  void mendsAfterARestartWhatHadChangedAndWasNotShown() {
    append(ONE, ASKED);
    passes(LONG);
    append(ONE, new CancelAsked(ALICE));
    wall.attempts();
    restart();

    passes(LONG);

    assertThat(wall.messages()).hasToString("{m1=card: over: cancelled, m2=alice cancels the run}");
  }

  @Test
  void writesNothingAfterARestartWhereEverythingIsShown() {
    append(ONE, ASKED);
    append(ONE, REFUSED);
    passes(LONG);
    wall.attempts();
    restart();

    passes(LONG);

    assertThat(wall.attempts()).isEmpty();
  }

  @Test
  void leavesOldRunsThatItNeverShowed() {
    append(ONE, ASKED);
    append(ONE, REFUSED);
    now = now.plus(Duration.ofDays(2));
    restart();

    passes(LONG);

    assertThat(wall.attempts()).isEmpty();
  }

  @Test
  void showsNothingOfWhoWasTurnedAway() {
    append(ONE, new TurnedAway(ALICE, REQUEST, "not a requester"));

    passes(LONG);

    assertThat(wall.attempts()).isEmpty();
  }

  @Test
  void leavesRunsThatAreShownElsewhere() {
    shows = where -> where.startsWith("wall:");
    restart();
    append(ONE, ASKED);
    append(new RunId("r-elsewh"), new Asked(ALICE, REQUEST, "street:ops"));
    append(new RunId("r-elsewh"), REFUSED);

    passes(LONG);

    assertThat(wall.attempts()).containsExactly("0.0 post card: looking at the backups and the volume");
    assertThat(told()).containsExactly(new Posted("wall", 1, "m1"));
  }

  @Test
  void offersAgainAfterAMinuteWhatTheChatDoesNotWant() {
    wall.wantsNothing();
    append(ONE, ASKED);
    passes(Duration.ofSeconds(59));
    wall.answersAgain();
    passes(LONG);

    assertThat(wall.attempts()).extracting(OutboxTest::when).containsExactly("0.0", "60.0");
  }

  private void restart() {
    ledger = new Ledger(journal, clock);
    outbox = new Outbox(ledger, wall, shows, new Outbox.Times(clock, clock), new NoRest());
  }

  private void append(RunId run, RunEvent event) {
    ledger.append(run, _ -> Optional.of(event));
  }

  /// Lets the outbox work for `time`.
  private void passes(Duration time) {
    var end = now.plus(time);
    while (true) {
      var nothingDue = outbox.turn();
      if (now.plus(nothingDue).isAfter(end)) {
        now = end;
        return;
      }
      now = now.plus(nothingDue);
    }
  }

  private static String when(String attempt) {
    return attempt.substring(0, attempt.indexOf(' '));
  }

  private List<RunEvent> told() {
    return journal.after(0).stream().map(Entry::event)
        .filter(event -> event instanceof Posted || event instanceof Shown).toList();
  }

  private static final class NoRest implements Rest {
    @Override
    public void rest(Duration atMost) {
      throw new IllegalStateException("nobody works here");
    }

    @Override
    public void wake() {
      // Nobody sleeps.
    }
  }
}
