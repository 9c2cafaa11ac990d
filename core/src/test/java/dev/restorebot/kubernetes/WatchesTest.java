package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A change at every moment of a wait is seen at once, and not when nothing was heard for [Watches#SILENCE]: the time-out of
/// the tests is shorter than that.
@Timeout(value = 8, unit = TimeUnit.SECONDS)
class WatchesTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Thing thing = new Thing();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void somethingThatIsRemovedAtAnyMoment(int moment) throws Exception {
    thing.atMoment(moment, thing::remove);

    assertThat(gone()).contains(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
  void somethingThatIsRemovedAtAnyMomentAfterTheWatchWasLost(int moment) throws Exception {
    thing.atMoment(4, thing::cut);
    thing.atMoment(moment, thing::remove);

    assertThat(gone()).contains(false);
  }

  private Optional<Boolean> gone() throws InterruptedException {
    return Watches.settled(List.of(thing), () -> Optional.of(thing.isThere()), there -> !there,
        Watches.Waiting.atMost(InstantSource.fixed(Instant.EPOCH), A_MINUTE));
  }

  /// One thing behind an API server, which counts the moments before and after each question and each watch that is opened.
  /// What happens at a moment that nobody asks any more happens while nobody does. A watch tells what is there when it is
  /// opened, and what changes from then on.
  private static final class Thing implements Watchable<Object> {
    /// From then on nothing may be asked before something happens.
    private static final int WAITING = 6;

    private final List<Watcher<Object>> watchers = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private boolean there = true;
    private int moments;

    private record Happening(int moment, Runnable what) {}

    private void atMoment(int moment, Runnable what) {
      happenings.add(new Happening(moment, what));
    }

    private void pass() {
      moments++;
      happenings.stream().filter(happening -> happening.moment() == moments).toList()
          .forEach(happening -> happening.what().run());
    }

    private boolean isThere() {
      pass();
      var answer = there;
      pass();
      if (moments >= WAITING) {
        happenings.stream().filter(happening -> happening.moment() > moments).toList().forEach(happening -> {
          happenings.remove(happening);
          happening.what().run();
        });
      }
      return answer;
    }

    private void remove() {
      there = false;
      List.copyOf(watchers).forEach(watcher -> watcher.eventReceived(Watcher.Action.DELETED, this));
    }

    private void cut() {
      var cut = List.copyOf(watchers);
      watchers.clear();
      cut.forEach(watcher -> watcher.onClose(new WatcherException("cut")));
    }

    @Override
    public Watch watch(Watcher<Object> watcher) {
      pass();
      watchers.add(watcher);
      if (there) {
        watcher.eventReceived(Watcher.Action.ADDED, this);
      }
      pass();
      return () -> watchers.remove(watcher);
    }

    @Override
    public Watch watch(ListOptions options, Watcher<Object> watcher) {
      return watch(watcher);
    }

    @Override
    @Deprecated
    public Watch watch(String resourceVersion, Watcher<Object> watcher) {
      throw new UnsupportedOperationException("nobody asks so any more");
    }
  }
}
