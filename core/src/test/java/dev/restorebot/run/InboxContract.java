package dev.restorebot.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.run.Inbox.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every inbox does.
public abstract class InboxContract {
  protected static final Instant AT = Instant.parse("2026-02-26T12:00:00.123456789Z");
  private static final Duration DAY = Duration.ofDays(1);

  private Instant now = AT;
  private Inbox inbox;

  /// A new and empty one.
  protected abstract Inbox inbox(InstantSource time) throws Exception;

  @BeforeEach
  void openIt() throws Exception {
    inbox = inbox(() -> now);
  }

  @Test
  void hasWhatWasKeptTheOldestFirst() {
    assertThat(inbox.open()).isEmpty();

    assertThat(inbox.keep(item("b"))).isTrue();
    assertThat(inbox.keep(item("a"))).isTrue();
    assertThat(inbox.keep(item("c"))).isTrue();

    assertThat(inbox.open()).containsExactly(item("b"), item("a"), item("c"));
  }

  @Test
  void keepsAnyText() {
    var odd = new Item("k'; DROP TABLE item; --", AT, "\"line\nanother\0\u202e \ud83e\uddd1 ' " + "x".repeat(100_000));

    inbox.keep(odd);

    assertThat(inbox.open()).containsExactly(odd);
  }

  @Test
  void recognisesWhatIsSaidAgainAndKeepsWhatWasSaidFirst() {
    inbox.keep(item("a"));

    assertThat(inbox.keep(new Item("a", AT.plusSeconds(1), "another text"))).isFalse();

    assertThat(inbox.open()).containsExactly(item("a"));
  }

  @Test
  void hasNotWhatIsDone() {
    inbox.keep(item("a"));
    inbox.keep(item("b"));

    inbox.done("a");
    inbox.done("a");
    inbox.done("never kept");

    assertThat(inbox.open()).containsExactly(item("b"));
    assertThat(inbox.keep(item("never kept"))).isTrue();
  }

  @Test
  void recognisesForADayWhatIsDone() {
    inbox.keep(item("a"));
    now = AT.plus(DAY);
    inbox.done("a");
    inbox.keep(item("b"));

    now = now.plus(DAY);
    assertThat(inbox.keep(item("a"))).isFalse();
    now = now.plusMillis(1);
    assertThat(inbox.keep(item("a"))).isTrue();

    assertThat(inbox.open()).containsExactly(item("b"), item("a"));
  }

  @Test
  void neverForgetsWhatIsOpen() {
    inbox.keep(item("a"));

    now = now.plus(DAY.multipliedBy(400));

    assertThat(inbox.keep(item("b"))).isTrue();
    assertThat(inbox.keep(item("a"))).isFalse();
    assertThat(inbox.open()).containsExactly(item("a"), item("b"));
  }

  @Test
  void tellsOneOfManyWhoSayTheSameAtOnceThatItIsNew() throws Exception {
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var said = new ArrayList<Callable<Boolean>>();
      IntStream.range(0, 100).forEach(i -> said.add(() -> inbox.keep(item("k" + i % 10))));

      var fresh = people.invokeAll(said).stream().map(Future::resultNow).filter(isNew -> isNew).count();

      assertThat(fresh).isEqualTo(10);
      assertThat(inbox.open()).hasSize(10);
    }
  }

  protected static Item item(String key) {
    return new Item(key, AT, "text of " + key);
  }
}
