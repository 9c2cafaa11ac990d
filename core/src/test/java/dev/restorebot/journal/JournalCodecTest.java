package dev.restorebot.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.approval.Person;
import dev.restorebot.golden.Golden;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.OfSnapshot;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.run.EventCodec.NewerVersionException;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunEvent.Unreadable.Bearing;
import dev.restorebot.run.StepResult;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.volume.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written in the current version, and what becomes of a text that is not an entry of it.
class JournalCodecTest {
  private static final Golden EVENTS =
      Golden.resource("dev/restorebot/journal/v" + JournalCodec.FORMAT.version() + ".jsonl");

  private final JournalCodec codec = new JournalCodec();

  @Test
  void writesEventsAsTheyAreKept() {
    var written = EventExamples.all().stream().map(codec::write).collect(Collectors.joining("\n", "", "\n"));

    EVENTS.says(written);
  }

  @Test
  void readsEventsThatAreKept() {
    assertThat(EVENTS.text().lines().map(codec::read)).isEqualTo(EventExamples.all());
  }

  /// What is read back is what was asked for, in the words that every version has written.
  @Test
  void keepsWhatEachRunIsFor() {
    var latest = new Selector.Latest();
    var words = Map.<Intent, String>of(
        new Intent.Restore(latest, Mirrors.AS_OF_SNAPSHOT, Reach.WHOLE),
        "{\"select\":\"latest\"},\"extent\":\"RESTORE\",\"mirrors\":\"AS_OF_SNAPSHOT\"",
        new Intent.Restore(latest, Mirrors.NOW, Reach.PLAN),
        "{\"select\":\"latest\"},\"extent\":\"PREVIEW\",\"mirrors\":\"NOW\"",
        new Intent.Amend(KnotAmendment.WORDS, Reach.WHOLE),
        "{\"select\":\"present\"},\"extent\":\"RESTORE\",\"mirrors\":\"NOW\"",
        new Intent.Amend(KnotAmendment.WORDS, Reach.PLAN),
        "{\"select\":\"present\"},\"extent\":\"PREVIEW\",\"mirrors\":\"NOW\"",
        new Intent.Drill(latest, Mirrors.NOW), "{\"select\":\"latest\"},\"extent\":\"DRILL\",\"mirrors\":\"NOW\"");

    words.forEach((intent, written) -> {
      var event = new Asked(new Person("slack:U012"), new Request(new ServiceName("pds"), intent, null, Set.of()), "");
      assertThat(codec.write(event)).contains("\"selector\":" + written);
      assertThat(codec.read(codec.write(event))).isEqualTo(event);
    });
  }

  @Test
  void takesNothingForADrillThatNamesNoSnapshot() {
    var drill = new Asked(new Person("slack:U012"),
        new Request(new ServiceName("pds"), new Intent.Drill(new Selector.Latest(), Mirrors.NOW), null, Set.of()), "");

    assertThat(codec.read(codec.write(drill).replace("latest", "present"))).isInstanceOf(Unreadable.class);
    assertThat(codec.read(codec.write(drill).replace("DRILL", "DANCE"))).isInstanceOf(Unreadable.class);
  }

  @Test
  void saysInEachEntryWhichVersionItIsOf() {
    assertThat(EVENTS.text().lines())
        .allMatch(line -> line.startsWith("{\"version\":" + JournalCodec.FORMAT.version() + ",\"event\":\""));
  }

  @Test
  void hasAnExampleOfEverythingThatIsWritten() {
    var examples = EventExamples.all();
    var results = new ArrayList<StepResult>();
    var intents = new ArrayList<Intent>();
    for (var event : examples) {
      switch (event) {
        case StepDone(_, var result, _) -> results.add(result);
        case StepFailed(_, _, _, var result, _) -> results.add(result);
        case Asked(_, var request, _) -> intents.add(request.intent());
        default -> {
        }
      }
    }
    var reports = results.stream().filter(StepResult.Worked.class::isInstance)
        .map(result -> ((StepResult.Worked) result).report()).toList();

    assertThat(kinds(examples)).containsAll(allBut(RunEvent.class, Unreadable.class));
    assertThat(kinds(results)).contains(StepResult.class.getPermittedSubclasses());
    assertThat(kinds(intents)).contains(Intent.Restore.class, Intent.Amend.class);
    assertThat(kinds(intents.stream().filter(OfSnapshot.class::isInstance).map(of -> ((OfSnapshot) of).selector())
        .toList())).contains(Selector.class.getPermittedSubclasses());
    // What a diagnosis sees belongs to no run, and whether an undo can be done is asked anew each time.
    assertThat(kinds(reports)).containsAll(allBut(Report.class, Report.Examined.class, Report.Undoable.class));
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(codec.read("{\"version\":3,\"event\":\"cancel_asked\",\"by\":\"slack:U012\",\"mood\":{\"is\":\"bad\"}}"))
        .isEqualTo(new RunEvent.CancelAsked(EventExamples.ALICE));
    assertThat(codec.read("{\"version\":3,\"event\":\"recovered\",\"by\":\"slack:U012\"}"))
        .isEqualTo(new RunEvent.Recovered());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "",
      "null",
      "[]",
      "{}",
      "{\"event\":\"teleported\"}",
      "{\"event\":\"recovered\"} {\"event\":\"recovered\"}",
      "{\"event\":\"cancel_asked\"}",
      "{\"event\":\"cancel_asked\",\"by\":null}",
      "{\"event\":\"cancel_asked\",\"by\":\"U012\"}",
      "{\"event\":\"cancel_asked\",\"by\":{\"id\":\"slack:U012\"}}",
      "{\"event\":\"step_started\",\"step\":\"STAGE\"}",
      "{\"event\":\"step_started\",\"step\":\"STAGE\",\"attempt\":null}",
      "{\"event\":\"step_started\",\"step\":\"LEAP\",\"attempt\":1}",
      "{\"event\":\"step_started\",\"step\":0,\"attempt\":1}",
      "{\"event\":\"step_started\",\"step\":null,\"attempt\":1}",
      "{\"event\":\"step_done\",\"step\":\"STAGE\",\"result\":{\"left\":\"nothing\"}}",
      "{\"event\":\"step_done\",\"step\":\"STAGE\",\"result\":[]}",
      "{\"event\":\"planned\",\"plan\":7}",
      "{\"event\":\"planned\",\"plan\":{\"loss\":\"all\",\"decisions\":{}}}",
      "{\"event\":\"gate_opened\",\"gate\":\"PURGE\",\"fingerprint\":\"0\",\"asker\":\"slack:U012\","
          + "\"expires\":\"2026-02-26T12:30:00Z\",\"needed\":1,\"deciders\":[],\"glass\":\"PT10M\"}",
      "{\"event\":\"ended\",\"outcome\":\"GOOD\"}",
      "{\"event\":\"expired\"}",
      "{\"version\":0,\"event\":\"expired\",\"gate\":\"START\"}",
      "{\"version\":\"2\",\"event\":\"expired\",\"gate\":\"START\"}",
      "{\"version\":3,\"event\":\"expired\",\"gate\":\"start\"}"})
  void saysOfAnEntryThatItCannotBeRead(String text) {
    assertThat(codec.read(text)).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
      assertThat(unreadable.why()).isNotBlank();
      assertThat(unreadable.bearing()).isEqualTo(Bearing.STATE);
    });
  }

  @Test
  void tellsWhatItCanOfAnEntryThatCannotBeRead() {
    assertThat(codec.read("{\"version\":3,\"event\":\"teleported\",\"plan\":{\"service\":\"pds\"}}"))
        .isEqualTo(new Unreadable("teleported", "this version knows no \"teleported\"", new ServiceName("pds"),
            Bearing.STATE));
    assertThat(codec.read("{\"version\":3,\"event\":\"gate_opened\"}")).isInstanceOfSatisfying(Unreadable.class,
        unreadable -> assertThat(unreadable.why()).isEqualTo("`gate` is missing"));
    assertThat(codec.read("{\"version\":3,\"event\":\"asked\",\"request\":{\"service\":\"knot\",\"sel"))
        .isInstanceOfSatisfying(
            Unreadable.class, unreadable -> assertThat(unreadable.about()).isEqualTo(new ServiceName("knot")));
    assertThat(codec.read("{\"version\":3,\"event\":\"posted\",\"entry\":\"seven\"}"))
        .isInstanceOfSatisfying(Unreadable.class,
            unreadable -> assertThat(unreadable.bearing()).isEqualTo(Bearing.NOTE));
  }

  /// It is shown to people.
  @Test
  void repeatsNoLongTextThatCannotBeRead() {
    assertThat(codec.read("{\"version\":3,\"event\":\"<!channel> " + "x".repeat(10_000) + "\"}"))
        .isInstanceOfSatisfying(Unreadable.class, unreadable -> {
          assertThat(unreadable.name()).isEmpty();
          assertThat(unreadable.why()).hasSizeLessThan(300);
        });
  }

  @Test
  void refusesAnEntryOfANewerVersion() {
    assertThatThrownBy(() -> codec.read("{\"version\":6,\"event\":\"recovered\"}"))
        .isInstanceOf(NewerVersionException.class).hasMessage("format 6; this version reads up to 5");
    assertThatThrownBy(() -> codec.read("{\"event\":\"recovered\",\"version\":99}"))
        .isInstanceOf(NewerVersionException.class);
  }

  @Test
  void neverStoresWhatItCouldNotRead() {
    assertThatThrownBy(() -> codec.write(new Unreadable("teleported", "unknown", null, Bearing.STATE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<? extends Class<?>> allBut(Class<?> type, Class<?>... others) {
    return Stream.of(type.getPermittedSubclasses()).filter(kind -> !List.of(others).contains(kind)).toList();
  }

  private static List<Class<?>> kinds(List<?> values) {
    return values.stream().<Class<?>>map(Object::getClass).distinct().toList();
  }
}
