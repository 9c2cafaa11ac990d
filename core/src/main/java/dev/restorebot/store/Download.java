package dev.restorebot.store;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Fetches objects of one bucket into files: some at a time, each in small pieces, resumed where a connection broke. A file
/// appears under its name when all of it has arrived, was compared with the listing (size, and MD5 where the ETag is
/// one) and is safe on disk; until then it is called `<file>.part`. Thread-safe.
public final class Download {
  private static final int AT_ONCE = 4;
  private static final int SMALL_AT_ONCE = 32;

  private final BackupStore store;
  private final Retries retries;
  private final Listener listener;
  private final int atOnce;

  /// A download from `store` that tries again as `retries` says and tells `listener` how far it is.
  public Download(BackupStore store, Retries retries, Listener listener) {
    this(store, retries, listener, AT_ONCE);
  }

  /// A download of many small objects, of which more are fetched at once.
  public static Download ofSmall(BackupStore store, Retries retries) {
    return new Download(store, retries, Listener.SILENT, SMALL_AT_ONCE);
  }

  private Download(BackupStore store, Retries retries, Listener listener, int atOnce) {
    this.atOnce = atOnce;
    this.store = store;
    this.retries = retries;
    this.listener = listener;
  }

  /// Fetches every one of `wanted`, or none: if one fails, the others are broken off. Blocks. Files that had arrived by
  /// then stay, `.part` files do not.
  ///
  /// @return what arrived, in the order of `wanted`
  /// @throws BackupStoreException if the store did not deliver
  /// @throws IOException if this side's disk failed
  public List<Arrived> fetch(List<Wanted> wanted) throws IOException, InterruptedException {
    var meter = new Meter(wanted);
    var executor = Executors.newFixedThreadPool(atOnce, BoundedExecutor.THREADS);
    try {
      var finished = new ExecutorCompletionService<Arrived>(executor);
      var all = new ArrayList<Future<Arrived>>();
      for (var one : wanted) {
        all.add(finished.submit(() -> fetch(one, meter)));
      }
      for (var _ : all) {
        finished.take().get();
      }
      return all.stream().map(Future::resultNow).toList();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      executor.shutdownNow();
      executor.close();
    }
  }

  private Arrived fetch(Wanted wanted, Meter meter) throws IOException, InterruptedException {
    var part = wanted.file().resolveSibling(wanted.file().getFileName() + ".part");
    try (var transfer = new Transfer(store, wanted.object(), part, meter::add)) {
      retries.make(transfer::attempt);
      var digest = transfer.finish();
      Disk.rename(part, wanted.file());
      return new Arrived(wanted.file(), wanted.object().size(), digest);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) throws IOException {
    return switch (e.getCause()) {
      case BackupStoreException failure -> new BackupStoreException(failure.kind(), message(failure), failure);
      case UncheckedIOException failure -> throw failure.getCause();
      case IOException failure -> throw failure;
      case RuntimeException failure -> failure;
      case null, default -> new BackupStoreException(Kind.UNAVAILABLE, "the download broke off. Next: try again", e);
    };
  }

  private static String message(BackupStoreException failure) {
    return String.valueOf(failure.getMessage());
  }

  /// What is to be fetched, and the file it shall become. Its folder must exist.
  public record Wanted(BackupObject object, Path file) {}

  /// A file that is there now.
  public record Arrived(Path file, ByteSize size, Digest digest) {}

  /// Hears how far a download is. Called by several threads, though never by two at once.
  @FunctionalInterface
  public interface Listener {
    /// Nobody listens.
    Listener SILENT = (_, _, _) -> {
    };

    /// `done` of `total` of `what` are done.
    void at(String what, ByteSize done, ByteSize total);
  }

  private final class Meter {
    private final AtomicLong done = new AtomicLong();
    private final ByteSize total;

    Meter(List<Wanted> wanted) {
      total = wanted.stream().map(one -> one.object().size()).reduce(new ByteSize(0), ByteSize::plus);
    }

    synchronized void add(long bytes) {
      listener.at("download", new ByteSize(done.addAndGet(bytes)), total);
    }
  }
}
