package dev.restorebot.diagnose;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.facts.Unexpected;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Observed.Unseen;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.text.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One look that several checks go by. Begun at once; whoever asks waits until it is there, and no longer than it may take. A look that
/// takes longer goes on by itself, and ends with the patience of whatever it waits for: broken off in the middle, it could leave a Job
/// behind. Thread-safe.
final class TimedLookup<T> {
  private final CompletableFuture<Observed<T>> look;
  private final long begun;
  private volatile Duration patience;

  private TimedLookup(CompletableFuture<Observed<T>> look, Duration patience) {
    this.look = look;
    this.patience = patience;
    this.begun = System.nanoTime();
  }

  /// Something to look at, which may fail in all the ways of the world.
  interface Sight<T> {
    Observed<T> look() throws IOException, InterruptedException;
  }

  /// Begins to look.
  static <T> TimedLookup<T> begin(Executor executor, Duration patience, Sight<T> sight) {
    return new TimedLookup<>(CompletableFuture.supplyAsync(() -> guarded(sight), executor), patience);
  }

  /// Looks now, and says what came in between.
  static <T> Observed<T> guarded(Sight<T> sight) {
    try {
      return sight.look();
    } catch (ClusterException e) {
      return new Unseen<>(String.valueOf(e.getMessage()), e.kind() == ClusterException.Kind.REFUSED);
    } catch (BackupStoreException e) {
      return new Unseen<>(String.valueOf(e.getMessage()), e.kind() == BackupStoreException.Kind.REFUSED);
    } catch (IOException e) {
      return new Unseen<>("restorebot's own disk failed: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Unseen<>("the bot is being stopped");
    } catch (RuntimeException e) {
      return new Unseen<>(Unexpected.told("it could not be looked at", e));
    }
  }

  /// Whether it goes on.
  boolean underWay() {
    return !look.isDone();
  }

  /// From now on, it may have taken as long as this since it was begun.
  void extend(Duration patience) {
    this.patience = patience;
  }

  /// What was seen, however long that takes: for looks that go by this one, and are given up in its place.
  Observed<T> whole() throws InterruptedException {
    try {
      return look.get();
    } catch (ExecutionException e) {
      return new Unseen<>(String.valueOf(e.getMessage()));
    }
  }

  /// What was seen, or that there was not time enough.
  Observed<T> get() throws InterruptedException {
    var atMost = patience;
    try {
      return look.get(Math.max(0, begun + atMost.toNanos() - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Unseen<>("no answer within " + Times.took(atMost));
    } catch (ExecutionException e) {
      return new Unseen<>(String.valueOf(e.getMessage()));
    }
  }
}
