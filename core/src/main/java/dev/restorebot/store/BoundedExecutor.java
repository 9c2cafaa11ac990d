package dev.restorebot.store;

import dev.restorebot.store.BackupStoreException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Does many things at once, though never more than it has hands; the first that fails ends it all. Begins with a few and takes on
/// another with each thing that is done: a server that is asked by all at once, before there is any connection, may turn some of
/// them away. Confined to its thread.
public final class BoundedExecutor implements AutoCloseable {
  /// Not virtual ones: once those have waited for a network, the JDK has a poller in a native call, and a JVM that exits waits 0.3 s
  /// for that; a worker lives for seconds.
  public static final ThreadFactory THREADS = Thread.ofPlatform().daemon().name("store-", 0).factory();
  private static final int AT_FIRST = 16;

  private final int hands;
  private final AtomicInteger resting;
  private final Semaphore free;
  private final ExecutorService executor = Executors.newCachedThreadPool(THREADS);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  public BoundedExecutor(int hands) {
    this.hands = hands;
    this.resting = new AtomicInteger(Math.max(0, hands - AT_FIRST));
    this.free = new Semaphore(hands - resting.get());
  }

  /// Something to do.
  @FunctionalInterface
  public interface Work {
    /// Does it.
    void run() throws IOException, InterruptedException;
  }

  /// Whether a hand is free: then the next [#submit] does not wait.
  public boolean idle() {
    return free.availablePermits() > 0;
  }

  /// Has `work` done; waits for a free hand.
  ///
  /// @throws IOException if that is what something failed with
  public void submit(Work work) throws IOException, InterruptedException {
    free.acquire();
    requireNoFailure();
    executor.execute(() -> {
      try {
        work.run();
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      } finally {
        free.release(resting.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 2 : 1);
      }
    });
  }

  /// Waits for all of it.
  public void finish() throws IOException, InterruptedException {
    free.acquire(hands - resting.getAndSet(0));
    requireNoFailure();
  }

  private void requireNoFailure() throws IOException {
    switch (failure.get()) {
      case null -> {
      }
      case BackupStoreException e -> throw new BackupStoreException(e.kind(), String.valueOf(e.getMessage()), e);
      case UncheckedIOException e when e.getCause() != null -> throw e.getCause();
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e ->
        throw new BackupStoreException(Kind.UNAVAILABLE, "the download broke off. Next: try again", e);
    }
  }

  /// Breaks off what is under way, and waits for it; whatever reads from a server ends with its connection's timeout at the latest.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
