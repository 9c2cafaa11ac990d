package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.Transition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadTextTest {
  private static final Person ALICE = new Person("sandbox:alice");

  @Test
  void marksAReasonAsSomebodysOwnWords() {
    var post = said(asked("bob dropped the table")).orElseThrow();

    assertThat(post.lines().getFirst()).startsWith("Restore of pds, asked by alice (bob dropped the table): r-one1.");
    assertThat(post.quotes()).containsExactly("bob dropped the table");
  }

  @Test
  void quotesNobodyWhereNoReasonWasGiven() {
    assertThat(said(asked(null)).orElseThrow().quotes()).isEmpty();
  }

  @Test
  void saysNothingOfWhatAFrontEndShows() {
    assertThat(said(new Shown("slack", 7))).isEmpty();
  }

  /// Whatever kinds there are now, and whether its service is still configured.
  @Test
  void tellsAnAmendmentInTheWordsThatAreStoredWithIt() {
    var asked = stored("{\"version\":5,\"event\":\"asked\",\"by\":\"sandbox:alice\",\"request\":{\"service\":\"notes\","
        + "\"selector\":{\"select\":\"present\"},\"extent\":\"PREVIEW\",\"mirrors\":\"NOW\",\"amendment\":{\"verb\":\"tags\","
        + "\"noun\":\"tag\",\"nouns\":\"tags\",\"label\":\"Add tags\",\"agree\":\"approve\",\"agreed\":\"approved\","
        + "\"without\":\"no tag finds them\"},\"why\":null,\"accepted\":[]},\"where\":\"\"}");

    assertThat(said(asked).orElseThrow().lines().getFirst()).startsWith("Tags for notes, asked by alice: r-one1.");
    assertThat(RequestText.title(asked.request())).isEqualTo("Dry run of tags for notes");
    assertThat(RequestText.subject(asked.request())).isEqualTo("notes tags only");
  }

  @Test
  void tellsAnAmendmentOfATimeInWhichThereWasNoOtherInTheWordsOfThatTime() {
    var asked = stored("{\"version\":4,\"event\":\"asked\",\"by\":\"sandbox:alice\",\"request\":{\"service\":\"notes\","
        + "\"selector\":{\"select\":\"present\"},\"extent\":\"PREVIEW\",\"mirrors\":\"NOW\",\"why\":null,\"accepted\":[]},"
        + "\"where\":\"\"}");

    assertThat(said(asked).orElseThrow().lines().getFirst()).startsWith("Rights for notes, asked by alice: r-one1.");
    assertThat(RequestText.title(asked.request())).isEqualTo("Dry run of rights for notes");
    assertThat(RequestText.subject(asked.request())).isEqualTo("notes rights only");
  }

  private static Asked stored(String text) {
    return (Asked) new JournalCodec().read(text, _ -> Optional.empty());
  }

  private static Optional<Post> said(RunEvent event) {
    return ThreadText.post(Transition.of(new RunState.Unborn(),
        new Entry(1, new RunId("r-one1"), Instant.parse("2026-02-26T12:00:00Z"), event)));
  }

  private static RunEvent asked(@Nullable String why) {
    return new Asked(ALICE,
        new Request(new ServiceName("pds"),
            new Intent.Restore(new Selector.Latest(), Intent.Mirrors.NOW, Intent.Reach.WHOLE), why,
            Set.of()),
        "");
  }
}
