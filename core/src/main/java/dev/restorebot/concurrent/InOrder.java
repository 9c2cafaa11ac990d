package dev.restorebot.concurrent;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Does things by several threads and hands on what came of them in the order in which they were submitted. Holds a few results
/// and no more: submitting waits for the oldest. Confined to its thread.
public final class InOrder<T> implements AutoCloseable {
  /// A file on a network takes long to be opened and short to be read.
  private static final int THREADS = 16;
  private static final int WINDOW = 4 * THREADS;

  private final Consumer<T> results;
  private final Deque<Future<T>> underWay = new ArrayDeque<>();
  private final ExecutorService executor =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("files-", 0).daemon().factory());

  /// @param results is given what came of each thing, by the thread that submits
  public InOrder(Consumer<T> results) {
    this.results = results;
  }

  /// Has `thing` done.
  ///
  /// @throws IOException if something submitted before threw it
  public void submit(Callable<T> thing) throws IOException, InterruptedException {
    if (underWay.size() == WINDOW) {
      handOn();
    }
    underWay.addLast(executor.submit(thing));
  }

  /// Waits for all of it.
  ///
  /// @throws IOException if something submitted threw it
  public void finish() throws IOException, InterruptedException {
    while (!underWay.isEmpty()) {
      handOn();
    }
  }

  private void handOn() throws IOException, InterruptedException {
    try {
      results.accept(underWay.removeFirst().get());
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IOException(e);
      }
    }
  }

  /// Breaks off what is under way.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
