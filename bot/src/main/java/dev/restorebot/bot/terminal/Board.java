package dev.restorebot.bot.terminal;

import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.volume.OutputLine;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The chat of terminals: every message is printed once where the bot runs, and shown to everyone who watches then, and so is how far the step under way is. Thread-safe.
public final class Board implements Chat, Watcher {
  private final Paper log;
  private final AtomicLong count = new AtomicLong();
  private final List<Consumer<Consumer<Viewer>>> watchers = new CopyOnWriteArrayList<>();

  /// @param log where the bot runs
  public Board(PrintStream log) {
    this.log = new Paper(log, Integer.MAX_VALUE);
  }

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public String post(RunId run, Post post) {
    log.post(post);
    watchers.forEach(watcher -> watcher.accept(viewer -> viewer.post(post)));
    return run + "/" + count.incrementAndGet();
  }

  @Override
  public void announce(List<String> lines) {
    var post = new Post(lines, List.of());
    log.post(post);
    watchers.forEach(watcher -> watcher.accept(viewer -> viewer.post(post)));
  }

  @Override
  public void advanced(RunId run, OutputLine.Advanced progress) {
    watchers.forEach(watcher -> watcher.accept(viewer -> viewer.progress(run, progress)));
  }

  /// Whoever looks at the board.
  interface Viewer {
    /// A message was posted.
    void post(Post post);

    /// The step under way in `run` has got so far.
    void progress(RunId run, OutputLine.Advanced progress);
  }

  /// Shows `viewer` what comes from now on, on a thread of its own: a run never waits for a terminal.
  Watching show(Viewer viewer) {
    var thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("watching").factory());
    Consumer<Consumer<Viewer>> later = news -> {
      try {
        thread.execute(() -> news.accept(viewer));
      } catch (RejectedExecutionException _) {
        // Whoever watched has just left.
      }
    };
    watchers.add(later);
    return new Watching(() -> watchers.remove(later), thread);
  }

  /// Somebody watches.
  record Watching(Runnable farewell, ExecutorService thread) implements AutoCloseable {
    /// Returns when everything that was posted so far is shown.
    void catchUp() throws InterruptedException {
      try {
        thread.submit(() -> {
        }).get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("what does nothing has failed", e);
      }
    }

    @Override
    public void close() {
      farewell.run();
      thread.shutdownNow();
    }
  }
}
