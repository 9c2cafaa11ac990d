package dev.restorebot.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.run.Golden;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.StepResult;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.worker.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Journals are kept for years: what stands in `events.jsonl` must stay readable.
class JsonEventCodecTest {
  private static final Golden EVENTS = new Golden("json/events.jsonl");

  private final JsonEventCodec codec = new JsonEventCodec();

  @Test
  void writesEventsAsTheyAreKept() throws IOException {
    var written = EventExamples.all().stream().map(codec::write).collect(Collectors.joining("\n", "", "\n"));

    EVENTS.says(written);
  }

  @Test
  void readsEventsThatAreKept() {
    assertThat(EVENTS.text().lines().map(codec::read)).isEqualTo(EventExamples.all());
  }

  @Test
  void readsPlansFromBeforeThereWereDrills() {
    var drilled = "\"drilled\":(null|\\{[^}]*}),";
    var plans = EVENTS.text().lines().filter(line -> line.contains("\"drilled\":")).toList();

    assertThat(plans).hasSizeGreaterThan(1).allSatisfy(line -> {
      var before = codec.read(line.replaceFirst(drilled, ""));
      assertThat(before).isEqualTo(codec.read(line.replaceFirst(drilled, "\"drilled\":null,")));
    });
  }

  @Test
  void hasAnExampleOfEverythingThatIsWritten() {
    var examples = EventExamples.all();
    var results = new ArrayList<StepResult>();
    var selectors = new ArrayList<Selector>();
    for (var event : examples) {
      switch (event) {
        case StepDone(_, var result) -> results.add(result);
        case StepFailed(_, _, _, var result) -> results.add(result);
        case RunEvent.Asked(_, var request, _) -> selectors.add(request.selector());
        default -> {
        }
      }
    }
    var reports = results.stream().filter(StepResult.Worked.class::isInstance)
        .map(result -> ((StepResult.Worked) result).report()).toList();

    assertThat(kinds(examples)).contains(RunEvent.class.getPermittedSubclasses());
    assertThat(kinds(results)).contains(StepResult.class.getPermittedSubclasses());
    assertThat(kinds(selectors)).contains(Selector.class.getPermittedSubclasses());
    // What a diagnosis sees belongs to no run.
    assertThat(kinds(reports)).containsAll(Stream.of(Report.class.getPermittedSubclasses())
        .filter(kind -> !kind.equals(Report.Examined.class)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "",
      "null",
      "[]",
      "{}",
      "{\"event\":\"teleported\"}",
      "{\"event\":\"recovered\",\"by\":\"slack:U012\"}",
      "{\"event\":\"recovered\"} {\"event\":\"recovered\"}",
      "{\"event\":\"cancel_asked\"}",
      "{\"event\":\"cancel_asked\",\"by\":null}",
      "{\"event\":\"cancel_asked\",\"by\":\"U012\"}",
      "{\"event\":\"cancel_asked\",\"by\":\"slack:U012\",\"why\":\"no\"}",
      "{\"event\":\"step_started\",\"step\":\"STAGE\"}",
      "{\"event\":\"step_started\",\"step\":\"STAGE\",\"attempt\":null}",
      "{\"event\":\"step_started\",\"step\":\"LEAP\",\"attempt\":1}",
      "{\"event\":\"step_started\",\"step\":0,\"attempt\":1}",
      "{\"event\":\"step_started\",\"step\":null,\"attempt\":1}",
      "{\"event\":\"step_done\",\"step\":\"STAGE\",\"result\":{\"left\":\"nothing\"}}",
      "{\"event\":\"ended\",\"outcome\":\"GOOD\"}",
      "{\"event\":\"expired\"}"})
  void refusesWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> codec.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Class<?>> kinds(List<?> values) {
    return values.stream().<Class<?>>map(Object::getClass).distinct().toList();
  }
}
