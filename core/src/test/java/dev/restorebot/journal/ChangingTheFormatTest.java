package dev.restorebot.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restorebot.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What a developer does who changes what is stored, on a format that is one version further than the real one: adds a field to
/// an event (`asked.from`) and to a plan (`plan.window`), and gives one another name (`reason` of `refused` becomes `why`).
///
/// 1. The record gets the field; its mapping does not compile without it.
/// 2. An [Upcaster] from the version before gives the field to older entries. Who forgets it is told by the corpus.
/// 3. The version is the number of upcasters, so it goes up by itself.
/// 4. What the new version writes is frozen beside what the others wrote: a file here (`journal/v6.jsonl` of version 6, and
///    its digest in `FROZEN`), and with `CorpusWriter` a folder `v6` of the corpus.
class ChangingTheFormatTest {
  /// Step 1. The other events are as they were, and of no interest here.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = EventRecord.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(name = "asked", value = NewRecord.Asked.class),
      @JsonSubTypes.Type(name = "planned", value = NewRecord.Planned.class),
      @JsonSubTypes.Type(name = "refused", value = NewRecord.Refused.class)})
  sealed interface NewRecord {
    /// A person asked.
    ///
    /// @param from the address that the person asked from; new
    record Asked(String by, RequestRecord request, String where, String from) implements NewRecord {}

    record Planned(NewPlan plan) implements NewRecord {}

    /// There can be no plan.
    ///
    /// @param why was called `reason`
    record Refused(String why, String hint) implements NewRecord {}
  }

  /// A plan, or what of it is of interest here.
  ///
  /// @param window when the service may be stopped; new
  record NewPlan(String service, String claim, String fingerprint, String window) {}

  /// Step 2.
  private static void raise(ObjectNode entry) {
    switch (entry.path(EventRecord.NAME).asString("")) {
      case "asked" -> JsonPaths.give(entry, "from", JsonPaths.text("unknown"));
      case "planned" -> JsonPaths.at(entry, "plan", plan -> JsonPaths.give(plan, "window", JsonPaths.text("always")));
      case "refused" -> entry.set("why", entry.remove("reason"));
      default -> {
        // Is as it was.
      }
    }
  }

  /// Step 3: the upcasters that there were, and the new one.
  private static Format<NewRecord> format(Upcaster newest) {
    return new Format<>(NewRecord.class, Stream.concat(JournalCodec.UPCASTERS.stream(), Stream.of(newest)).toList());
  }

  /// Step 4: the corpus is read, all of it, by the new version. What cannot be read is told by its text.
  private static List<String> unread(Format<NewRecord> format) {
    var unread = new ArrayList<String>();
    corpus().forEach(text -> {
      try {
        var _ = format.read(text);
      } catch (RuntimeException e) {
        unread.add(Format.tree(text).path(EventRecord.NAME).asString("") + ": " + Format.reason(e));
      }
    });
    return unread.stream().distinct().sorted().toList();
  }

  private static Stream<String> corpus() {
    return FrozenEventsTest.files()
        .flatMap(file -> Golden.resource("dev/restorebot/journal/" + file).text().lines()).filter(text -> List
            .of("asked", "planned", "refused").contains(Format.tree(text).path(EventRecord.NAME).asString("")));
  }

  @Test
  void readsEveryEarlierVersionWithTheUpcaster() {
    var format = format(ChangingTheFormatTest::raise);

    assertThat(format.version()).isEqualTo(JournalCodec.FORMAT.version() + 1);
    assertThat(unread(format)).isEmpty();
    assertThat(corpus().map(format::read)).filteredOn(NewRecord.Refused.class::isInstance).isNotEmpty()
        .allMatch(record -> ((NewRecord.Refused) record).why().equals("the Secret is missing"));
  }

  @Test
  void writesTheNewVersionAndReadsIt() {
    var format = format(ChangingTheFormatTest::raise);
    var record = new NewRecord.Refused("no room", "Make room.");

    assertThat(format.write(record))
        .isEqualTo(
            "{\"version\":" + format.version() + ",\"event\":\"refused\",\"why\":\"no room\",\"hint\":\"Make room.\"}");
    assertThat(format.read(format.write(record))).isEqualTo(record);
  }

  @Test
  void isToldByTheCorpusWhatTheUpcasterForgets() {
    assertThat(unread(format(_ -> {
    }))).containsExactly("asked: `from` is missing", "planned: `plan.window` is missing", "refused: `why` is missing");
    assertThat(unread(format(entry -> JsonPaths.at(entry, "plan",
        plan -> JsonPaths.give(plan, "window", JsonPaths.text("always"))))))
        .containsExactly("asked: `from` is missing", "refused: `why` is missing");
  }

  /// Who writes a new field under the old number leaves entries that claim to be of a version that has none.
  @Test
  void isToldByTheCorpusThatTheVersionDidNotGoUp() {
    var format = new Format<>(NewRecord.class, JournalCodec.UPCASTERS);

    assertThat(unread(format)).isNotEmpty();
  }
}
