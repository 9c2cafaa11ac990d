package dev.restorebot.worker;

import dev.restorebot.landlock.Landlock;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.FolderStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// A worker in a process of its own that stages, kept to its folders; while it fetches a file, the folder for that becomes a link, as a
/// service that may write on the volume can have it.
final class SwappingWorker {
  private SwappingWorker() {}

  /// Stages, and prints the report.
  ///
  /// @param arguments the folder of the bench, the folder below the run's that becomes a link, and where to
  public static void main(String[] arguments) throws IOException {
    var bench = new Bench(Path.of(arguments[0]));
    var folder = Bench.RUN.on(bench.volume()).resolve(arguments[1]);
    var target = Path.of(arguments[2]);
    // It unpacks itself, which is over before the worker is kept to its folders.
    SqliteDatabases.load();
    var ports = bench.ports();
    var swapping = new WorkerPorts(ports.volume(), ports.scratch(), ports.databases(), ports.kinds(),
        (_, _) -> new ReadLog(new Swapping(new FolderStore(bench.bucket()), () -> swap(folder, target)),
            bench.scratch().resolve("reads"), () -> swap(folder, target)),
        ports.retries(), ports.progress()).with(
            (folders, emptied) -> Landlock.offered().orElseThrow()
                .writeOnlyIn(folders, emptied));
    System.out.println(new Worker(swapping).run(bench.stage()));
  }

  private static synchronized void swap(Path folder, Path target) {
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(folder, folder.resolveSibling("aside"));
        Files.createSymbolicLink(folder, target);
        System.out.println("it is a link now");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A bucket in which something happens before a list is answered: by then a folder for what arrives is there, and what was listed is
  /// still to be read from it. A read comes when its thread is ready for it, which may be later.
  private record Swapping(BackupStore bucket, Runnable listing) implements BackupStore {
    @Override
    public Page list(String prefix, String after, int limit) {
      listing.run();
      return bucket.list(prefix, after, limit);
    }

    @Override
    public Optional<BackupObject> find(String key) {
      return bucket.find(key);
    }

    @Override
    public InputStream read(BackupObject object, long offset) {
      return bucket.read(object, offset);
    }
  }
}
