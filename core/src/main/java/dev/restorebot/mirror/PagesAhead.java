package dev.restorebot.mirror;

import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.BoundedExecutor;
import dev.restorebot.store.Retries;
import dev.restorebot.text.KeyOrder;
import dev.restorebot.text.Visible;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Asks for the next page while the last one is worked on, and holds the store to its order: a listing out of order would lose
/// objects in silence. Confined to its thread.
final class PagesAhead implements AutoCloseable {
  private final Pages pages;
  private final Retries retries;
  private final ExecutorService executor = Executors.newSingleThreadExecutor(BoundedExecutor.THREADS);
  private @Nullable Future<List<BackupObject>> asked;
  private String last = "";

  PagesAhead(Pages pages, Retries retries) {
    this.pages = pages;
    this.retries = retries;
    this.asked = executor.submit(this::ask);
  }

  /// The next page, empty after the last. Blocks.
  Optional<List<BackupObject>> next() throws InterruptedException {
    if (asked == null) {
      return Optional.empty();
    }
    var page = answer(asked);
    asked = pages.more() ? executor.submit(this::ask) : null;
    page.forEach(this::requireOrder);
    return Optional.of(page);
  }

  private List<BackupObject> ask() throws InterruptedException {
    var answer = new PageResult();
    retries.make(() -> answer.objects = pages.next());
    return answer.objects;
  }

  private static List<BackupObject> answer(Future<List<BackupObject>> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case BackupStoreException failure ->
          new BackupStoreException(failure.kind(), String.valueOf(failure.getMessage()), failure);
        case RuntimeException failure -> failure;
        case null, default ->
          new BackupStoreException(Kind.UNAVAILABLE, "the listing broke off. Next: try again", e);
      };
    }
  }

  private void requireOrder(BackupObject object) {
    if (!last.isEmpty() && KeyOrder.BYTES.compare(last, object.key()) >= 0) {
      throw new BackupStoreException(Kind.REFUSED, "the store lists " + Visible.key(object.key()) + " after "
          + Visible.key(last)
          + ", which is not in order: it cannot be told what it left out. Next: look at the store");
    }
    last = object.key();
  }

  /// Does not wait for a page that is still asked for.
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static final class PageResult {
    private List<BackupObject> objects = List.of();
  }
}
