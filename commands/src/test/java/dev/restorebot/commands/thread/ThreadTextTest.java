package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
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
