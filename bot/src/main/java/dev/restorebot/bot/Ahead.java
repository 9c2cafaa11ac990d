package dev.restorebot.bot;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Something that another thread opens while this one does what does not need it yet: a bot that is killed while a service is
/// stopped should be back soon. Confined to the thread that made it.
///
/// @param <T> what is opened; closed with this
final class Ahead<T extends AutoCloseable> implements AutoCloseable {
  private final FutureTask<T> opening;

  private Ahead(FutureTask<T> opening) {
    this.opening = opening;
  }

  /// Begins to open `what`.
  static <T extends AutoCloseable> Ahead<T> of(String name, Callable<T> what) {
    var opening = new FutureTask<>(what);
    Thread.ofPlatform().daemon().name(name).start(opening);
    return new Ahead<>(opening);
  }

  /// What was opened. Blocks until it is; throws what opening it threw.
  T get() throws InterruptedException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Closes what was opened, if it was. Blocks until that is known.
  @Override
  public void close() {
    try {
      opening.get().close();
    } catch (ExecutionException _) {
      // It is not open, and whoever wanted it knows why.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // that is what it declares
      throw new IllegalStateException("could not be closed", e);
    }
  }
}
