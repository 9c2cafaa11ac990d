package dev.restorebot.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Says when it is time to look at the cluster again: something changed, or nothing was heard for a while. A watch that is
/// dropped is opened again. Whoever waits opens the watches, looks, and only then waits: whatever happens after the look is
/// heard of, and what happened before is seen. What is gone before a watch is opened is told by no event.
final class Watches implements AutoCloseable {
  /// How long nothing is heard at most: a connection may be dead without anybody noticing.
  static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);

  private final List<Place<?>> places;

  /// @param changed called by other threads when something has changed
  Watches(List<? extends Watchable<?>> watched, Runnable changed) {
    this.places = watched.stream().<Place<?>>map(where -> Place.of(where, changed)).toList();
  }

  /// The result of `look` as soon as it is as wanted, or as it is when the time is over.
  static <T> Optional<T> settled(List<? extends Watchable<?>> watched, Supplier<Optional<T>> look,
      Predicate<T> asWanted, Waiting waiting) throws InterruptedException {
    var first = look.get();
    if (first.filter(asWanted).isPresent()) {
      return first;
    }
    var changes = new Changes();
    try (var watches = new Watches(watched, changes::happen)) {
      while (true) {
        var atMost = watches.open();
        var now = look.get();
        var left = waiting.left();
        if (now.filter(asWanted).isPresent() || !left.isPositive()) {
          return now;
        }
        changes.await(left.compareTo(atMost) < 0 ? left : atMost);
      }
    }
  }

  /// For how long something is waited for.
  record Waiting(InstantSource time, Instant until) {
    static Waiting atMost(InstantSource time, Duration atMost) {
      return new Waiting(time, time.instant().plus(atMost));
    }

    Duration left() {
      return Duration.between(time.instant(), until);
    }
  }

  /// Opens the watches that are not open, and says when to look again at the latest. Blocks until they are open. Called
  /// before each look.
  Duration open() {
    return Together.answers(places.stream().<Supplier<Duration>>map(place -> place::open).toList()).stream()
        .min(Duration::compareTo).orElse(SILENCE);
  }

  @Override
  public void close() {
    places.forEach(Place::close);
  }

  /// One thing that is watched. Confined to its thread, but for what the client calls.
  private static final class Place<T> implements Watcher<T> {
    private final Watchable<T> where;
    private final Runnable changed;
    private final AtomicBoolean open = new AtomicBoolean();
    private Optional<Watch> watch = Optional.empty();

    private Place(Watchable<T> where, Runnable changed) {
      this.where = where;
      this.changed = changed;
    }

    private static <T> Place<T> of(Watchable<T> where, Runnable changed) {
      return new Place<>(where, changed);
    }

    private Duration open() {
      if (open.get()) {
        return SILENCE;
      }
      close();
      try {
        open.set(true);
        watch = Optional.of(where.watch(this));
        return SILENCE;
      } catch (KubernetesClientException e) {
        open.set(false);
        if (Refusals.answered(e)) {
          throw Refusals.explained("watch what happens in the cluster", e);
        }
        return BEFORE_ANOTHER_TRY;
      }
    }

    @Override
    public void eventReceived(Action action, T resource) {
      changed.run();
    }

    @Override
    public void onClose(WatcherException cause) {
      open.set(false);
      changed.run();
    }

    private void close() {
      watch.ifPresent(Watch::close);
      watch = Optional.empty();
    }
  }
}
