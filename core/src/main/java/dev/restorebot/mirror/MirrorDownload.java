package dev.restorebot.mirror;

import dev.restorebot.files.Disk;
import dev.restorebot.files.FileTotals;
import dev.restorebot.files.Tree;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.ObjectFetcher;
import dev.restorebot.store.Retries;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// Brings a mirror to a folder, with many requests under way, in memory that does not grow with the mirror. Broken off at any
/// point and begun again, it fetches only what is missing: what is there, or in the service's own folder, with the same size and
/// MD5 is not fetched. Thread-safe.
public final class MirrorDownload {
  private final BackupStore store;
  private final Retries retries;
  private final Listener listener;

  /// A download from `store` that tries again as `retries` says and tells `listener` how far it is.
  public MirrorDownload(BackupStore store, Retries retries, Listener listener) {
    this.store = store;
    this.retries = retries;
    this.listener = listener;
  }

  /// Hears how far a download is. Called by several threads, though never by two at once.
  @FunctionalInterface
  public interface Listener {
    /// Nobody listens.
    Listener SILENT = (_, _, _) -> {
    };

    /// `done` of `total` of `what` are done.
    void at(String what, FileTotals done, FileTotals total);
  }

  /// A mirror that is there now, all of it.
  ///
  /// @param fetched what came from the store
  /// @param taken what was copied from the service's own folder
  /// @param kept what was there before
  /// @param removed how many files and folders were there and not in the mirror
  public record Arrived(FileTotals fetched, FileTotals taken, FileTotals kept, long removed, LeftOut leftOut) {}

  /// Makes `target` what the mirror is: all of it, or it throws. Blocks. What has arrived by then stays. Not safe on disk before
  /// [dev.restorebot.files.TreeDigest#flushed], which is asked when nobody will change anything any more.
  ///
  /// @param planned the mirror as it was listed before; it is listed again, and must be the same
  /// @param leftOver whether the file at a path below the volume's root is what a writer left behind
  /// @param target a folder for this mirror alone, on the service's volume; made if it is not there. Beside it a hidden folder is
  ///        used meanwhile, and removed
  /// @param live the service's own folder, which may be changing and is only read
  /// @throws BackupStoreException if the store did not deliver; of kind `REFUSED`, with nothing removed or overwritten, if the
  ///         mirror has changed
  /// @throws IOException if this side's disk failed
  public Arrived bring(Mirror planned, Predicate<String> leftOver, Path target, Optional<Path> live)
      throws IOException, InterruptedException {
    var work = target.resolveSibling("." + target.getFileName() + ".arriving");
    Tree.delete(work);
    Disk.makeFolders(work);
    // Where there is nothing yet, nothing can be overwritten, and what came in vain can go again.
    var early = Files.notExists(target, LinkOption.NOFOLLOW_LINKS);
    var manifest = new Manifest(planned, listener);
    try (var objects = new ListedObjects(work.resolve("listing"));
        var loading = new Loading(objects, target, live, early, new ObjectFetcher(store, retries, work), manifest)) {
      if (early) {
        Disk.makeFolders(target);
      }
      var listed = new MirrorListing(store, retries, leftOver).list(planned.definition(), planned.asOf(), loading);
      if (early && !same(planned, listed.mirror())) {
        loading.breakOff();
        Tree.delete(target);
      }
      requireUnchanged(planned, listed.mirror());
      var removed = early ? 0 : trim(target, objects);
      Disk.makeFolders(target);
      loading.finish();
      return manifest.arrived(removed, listed.leftOut());
    } finally {
      Tree.delete(work);
    }
  }

  private static boolean same(Mirror planned, Mirror listed) {
    return planned.listing().equals(listed.listing());
  }

  private static void requireUnchanged(Mirror planned, Mirror listed) {
    if (!same(planned, listed)) {
      throw new BackupStoreException(Kind.REFUSED, "the mirror " + planned.definition().name() + " below "
          + Visible.key(planned.definition().prefix()) + " changed since the plan was made: then "
          + planned.files()
          + " files of " + planned.size() + ", and now " + listed.files() + " files of " + listed.size()
          + " with other contents or names. Next: make a new plan");
    }
  }

  private static long trim(Path target, ListedObjects objects) throws IOException {
    try (var reader = objects.read()) {
      return Trimming.trim(target, reader);
    }
  }
}
