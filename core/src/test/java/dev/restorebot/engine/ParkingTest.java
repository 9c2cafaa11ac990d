package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.plan.Intent;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Parked;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunEvent.Unreadable.Bearing;
import dev.restorebot.run.RunId;
import dev.restorebot.snapshot.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What people are told of runs whose record cannot be read; what they see of a restore is in `stored-state` of the bot's tests.
class ParkingTest {
  private static final RunId RUN = new RunId("r-parked");
  private static final RunEvent UNREADABLE = new Unreadable("planned", "`plan.claim` is missing", null, Bearing.STATE);

  @Test
  void saysOfADrillThatNoServiceIsToBeLookedAfter() {
    var request = new Request(new PlanWorld().request().service(),
        new Intent.Drill(new Selector.Latest(), Intent.Mirrors.NOW), null, new PlanWorld().request().accepted());

    assertThat(parked(new Asked(Tale.ALICE, request, ""), UNREADABLE).byHand()).containsExactly(
        "A drill touches nothing of a service. If a Job with r-parked in its name is still there, wait until it ends, then"
            + " delete it.",
        "Then close the run: `/restore cancel r-parked`.");
  }

  @Test
  void saysWhatCanBeDoneWhereNotEvenTheServiceIsKnown() {
    var told = parked(new Unreadable("", "it is no JSON object", null, Bearing.STATE));

    assertThat(told.why()).isEqualTo("entry 1 of its record cannot be read: it is no JSON object");
    assertThat(told.byHand()).first().asString().startsWith("Which service it is about cannot be read.");
    assertThat(told.byHand()).last()
        .isEqualTo("When the service runs on the right data, close the run: `/restore cancel"
            + " r-parked`. Other services are not affected.");
  }

  @Test
  void isToldOnceForWhatCannotBeRead() {
    var asked = new Asked(Tale.ALICE, new PlanWorld().request(), "");
    var told = new Parked("entry 2 of its record cannot be read", List.of());

    assertThat(due(asked, UNREADABLE)).isPresent();
    assertThat(due(asked, UNREADABLE, told)).isEmpty();
    assertThat(due(asked, UNREADABLE, told, new Unreadable("posted", "", null, Bearing.NOTE))).isEmpty();
    assertThat(due(asked, UNREADABLE, told, UNREADABLE)).isPresent();
    assertThat(due(asked)).isEmpty();
  }

  private static Parked parked(RunEvent... events) {
    return (Parked) due(events).orElseThrow();
  }

  private static Optional<RunEvent> due(RunEvent... events) {
    var entries = new ArrayList<Entry>();
    for (var event : events) {
      entries.add(new Entry(entries.size() + 1, RUN, Instant.EPOCH, event));
    }
    return new Parking(Run.of(RUN, entries), Optional.empty()).due();
  }
}
