package dev.restorebot.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.restorebot.commands.desk.Plot.Kind;
import dev.restorebot.commands.desk.Plot.Mark;
import dev.restorebot.cron.CronSchedule;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Backups are made at 02:00. It is noon.
class SnapshotPlotTest {
  private static final Schedule NIGHTLY = CronSchedule.parse("0 2 * * *");
  private static final Instant NOW = Instant.parse("2026-02-25T12:00:00Z");

  @Test
  void showsWhatIsThereAndWhatIsMissing() {
    var plot = plot(List.of(snapshot("20260224-020011", 300), snapshot("20260222-020012", 200, "no sequencer"),
        snapshot("20260221-015958", 100)), NIGHTLY);

    assertThat(plot.marks()).extracting(mark -> mark.at().toString(), Mark::bytes, Mark::kind).containsExactly(
        tuple("2026-02-21T01:59:58Z", 100L, Kind.COMPLETE), tuple("2026-02-22T02:00:12Z", 200L, Kind.INCOMPLETE),
        tuple("2026-02-23T02:00:00Z", 0L, Kind.MISSING), tuple("2026-02-24T02:00:11Z", 300L, Kind.COMPLETE),
        tuple("2026-02-25T02:00:00Z", 0L, Kind.MISSING));
    assertThat(plot.words()).isEqualTo(
        "3 snapshots of pds from 20260221-015958 to 20260224-020011, the newest of 300 bytes; 1 incomplete, 2 missing.");
  }

  @Test
  void missesNothingWhereNobodyHasSaidWhen() {
    assertThat(plot(List.of(snapshot("20260221-020011", 100)), Schedule.NONE).marks()).hasSize(1);
  }

  @Test
  void waitsForABackupThatIsBeingMade() {
    var early = new SnapshotPlot(new ServiceName("pds"), List.of(snapshot("20260224-020011", 100)), NIGHTLY,
        Instant.parse("2026-02-25T02:30:00Z"));

    assertThat(early.plot().marks()).hasSize(1);
  }

  @Test
  void endsWithAScheduleOfEveryMinute() {
    var often = CronSchedule.parse("* * * * *");

    assertThat(plot(List.of(snapshot("20200101-020011", 100)), often).marks()).hasSizeLessThan(250);
  }

  private static Plot plot(List<Snapshot> snapshots, Schedule schedule) {
    return new SnapshotPlot(new ServiceName("pds"), snapshots, schedule, NOW).plot();
  }

  private static Snapshot snapshot(String timestamp, long size, String... defects) {
    var at = Timestamp.parse(timestamp).orElseThrow();
    var database = new DatabaseDefinition("account", KeyTemplate.parse("db/account-{timestamp}.sqlite"),
        "account.sqlite", Need.REQUIRED);
    var object = new BackupObject("db/account-" + timestamp + ".sqlite", new ByteSize(size), "etag", at.instant());
    return new Snapshot(List.of(new Snapshot.Member(database, at, object)), List.of(defects));
  }
}
