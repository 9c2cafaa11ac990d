package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cron.CronSchedule;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunId;
import dev.restorebot.run.StepResult;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.volume.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the journal tells of drills, also after a restart: it is read anew for each question here. The service is drilled on Sundays
/// at 04:00.
class DrillsTest {
  private static final Instant SUNDAY = Instant.parse("2026-03-01T04:00:00Z");

  @TempDir
  private Path folder;

  private Instant now = SUNDAY.minusSeconds(1);
  private int runs;
  private SqliteJournal journal;
  private Ledger ledger;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec());
    ledger = new Ledger(journal, () -> now);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void wantsADrillAtEachTimeOfTheScheduleOnce() {
    drill(passed(2), Outcome.DRILLED);
    assertThat(due()).isFalse();
    now = SUNDAY;
    assertThat(due()).isTrue();

    drill(passed(2), Outcome.DRILLED);
    assertThat(due()).isFalse();

    now = SUNDAY.plus(Duration.ofDays(7));
    assertThat(due()).isTrue();
  }

  @Test
  void makesUpForOneThatWasMissed() {
    now = SUNDAY.plus(Duration.ofDays(3));

    assertThat(due()).isTrue();
  }

  @Test
  void countsNoDrillThatNobodyMightAskForAndNoRestore() {
    now = SUNDAY.plusSeconds(1);
    happens(new TurnedAway(Tale.ALICE, world().request(), "alice may not ask"));
    runs++;
    happens(new Asked(Tale.ALICE, new PlanWorld().request(), ""));

    assertThat(due()).isTrue();
  }

  @Test
  void countsNoDrillOfAnOldSnapshot() {
    now = SUNDAY.plusSeconds(1);
    var old = world();
    old.intent = new Intent.Drill(new Selector.At(old.planned().snapshot().timestamp()), Intent.Mirrors.NOW);
    happens(new Asked(Tale.ALICE, old.request(), ""));

    assertThat(due()).isTrue();
  }

  @Test
  void wantsNoneWhereNobodyHasSaidWhen() {
    now = SUNDAY;

    assertThat(drills().due(PlanWorld.service(), now)).isFalse();
  }

  @Test
  void knowsThatOneIsUnderWay() {
    happens(new Asked(Tale.ALICE, new PlanWorld().request(), ""));
    assertThat(drills().underWay()).isFalse();

    runs++;
    happens(new Asked(Tale.ALICE, world().request(), ""));
    assertThat(drills().underWay()).isTrue();

    runs++;
    drill(passed(2), Outcome.DRILLED);
    assertThat(drills().underWay()).isTrue();
  }

  @Test
  void remembersHowLongTheLastOneTookThatPassed() {
    assertThat(last()).isEmpty();
    drill(passed(2), Outcome.DRILLED);
    drill(passed(3), Outcome.DRILLED);
    drill(new StepFailed(Step.DRILL, "the store is away", "", StepResult.nothing()), Outcome.UNPROVEN);

    var plan = world().planned();
    assertThat(last()).contains(
        new PastDrill(plan.at(), plan.snapshot().size(), Duration.ofSeconds(4), Duration.ofSeconds(3)));
  }

  private void drill(RunEvent end, Outcome outcome) {
    happens(new Asked(Tale.ALICE, world().request(), ""));
    happens(new Planned(world().planned()));
    happens(new StepStarted(Step.DRILL, 1));
    happens(end);
    happens(new StepStarted(Step.CLEAN_UP, 1));
    happens(new StepDone(Step.CLEAN_UP, StepResult.nothing()));
    happens(new Ended(outcome));
    runs++;
  }

  private static RunEvent passed(int exchanging) {
    return new StepDone(Step.DRILL, new StepResult.Worked(new Report.Drilled(
        new Report.Staged(List.of(), List.of(), RepairResult.NOTHING),
        new Report.Replaced(List.of(), List.of(), List.of(), List.of(), FixUp.NOTHING), Contents.EMPTY, List.of(),
        new Report.Took(Duration.ofSeconds(4), Duration.ofSeconds(exchanging), Duration.ofSeconds(1))), List.of()));
  }

  private void happens(RunEvent event) {
    ledger.append(new RunId("r-drill" + runs), _ -> Optional.of(event));
  }

  private static PlanWorld world() {
    var world = new PlanWorld();
    world.intent = new Intent.Drill(new Selector.Latest(), Intent.Mirrors.NOW);
    return world;
  }

  private Drills drills() {
    return new Drills(new Ledger(journal, () -> now));
  }

  private boolean due() {
    var plain = PlanWorld.service();
    return drills().due(new ServiceDefinition(plain.name(), plain.kind(), plain.own(), plain.workload(), plain.volume(),
        plain.backups(), plain.timeouts(), CronSchedule.parse("0 4 * * 0")), now);
  }

  private Optional<PastDrill> last() {
    return drills().last(PlanWorld.service().name());
  }
}
