package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A gate is open for 30 minutes.
class RemindersTest {
  private final Tale tale = new Tale(1);

  @Test
  void remindsOnceWhenAThirdIsLeftAndOnceWhenATenthIs() {
    happens("asked", "planned", "gate");

    assertThat(reminded(List.of(1, 19, 20, 21, 26, 27, 28, 29))).containsExactly(20, 27);
  }

  @Test
  void makesUpForOneOfSeveralThatWereMissed() {
    happens("asked", "planned", "gate");

    assertThat(reminded(List.of(28, 29))).containsExactly(28);
  }

  @Test
  void saysNothingOfAGateThatIsClosedOrDecided() {
    happens("asked", "planned", "gate");
    assertThat(reminded(List.of(30, 31))).isEmpty();

    happens("bob: Approve");

    assertThat(Reminders.due(tale.run(), tale.now().plus(Duration.ofMinutes(25)))).isEmpty();
  }

  @Test
  void beginsAnewAtAGateThatIsAskedAgain() {
    happens("asked", "planned", "gate");
    assertThat(reminded(List.of(20, 27))).containsExactly(20, 27);
    happens("expired", "asked again", "gate");

    assertThat(reminded(List.of(19, 20, 27))).containsExactly(20, 27);
  }

  @Test
  void neverRemindsWhereARunWaitsForAsLongAsItTakes() {
    happens("asked", "planned", "gate", "bob: Approve", "stage starts", "stage done", "gate", "bob: Replace data",
        "quiesce starts", "quiesce done", "confirm starts", "confirm done", "replace starts", "replace done",
        "resume starts", "resume fails", "gate");

    assertThat(reminded(List.of(20, 29, 1000))).isEmpty();
  }

  private void happens(String... events) {
    for (var words : events) {
      tale.happens(tale.event(words));
    }
  }

  /// At which of `minutes` after the newest event a reminder is due, if each that is due is journaled.
  private List<Integer> reminded(List<Integer> minutes) {
    var run = tale.run();
    var entries = new ArrayList<>(run.entries());
    var opened = entries.getLast().at();
    var reminded = new ArrayList<Integer>();
    for (var minute : minutes) {
      var now = opened.plus(Duration.ofMinutes(minute));
      Reminders.due(Run.of(run.id(), entries), now).ifPresent(reminder -> {
        reminded.add(minute);
        entries.add(entry(run.id(), now, reminder));
      });
    }
    return reminded;
  }

  private static Entry entry(RunId run, Instant at, Reminded reminder) {
    return new Entry(1, run, at, reminder);
  }
}
