package dev.restorebot.facts;

import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.kind.SnapshotReader.Reading;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Reads one snapshot at a time, so that what reading takes is bounded, and none that has ended whoever read it again and again. Blocks;
/// thread-safe.
public final class GuardedReader {
  private final SnapshotReader reader;
  private final SnapshotBook book;
  private final InstantSource time;
  private final ReentrantLock turn = new ReentrantLock(true);

  public GuardedReader(SnapshotReader reader, SnapshotBook book, InstantSource time) {
    this.reader = reader;
    this.book = book;
    this.time = time;
  }

  /// Reads the `copies` of the databases of `snapshot`.
  Reading read(ServiceName service, Snapshot snapshot, DataKind kind, Map<String, Path> copies)
      throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      var again = book.begin(service, snapshot, time.instant());
      if (again.isPresent()) {
        return new Reading.Stopped(
            "was opened " + SnapshotBook.DEATHS + " times, and whoever opened it did not live to say what is in it; "
                + "it is not opened again before " + again.get().truncatedTo(ChronoUnit.SECONDS));
      }
      var reading = reader.read(kind, copies);
      if (reading instanceof Reading.Told) {
        book.end(service, snapshot);
      }
      return reading;
    } catch (IOException | InterruptedException e) {
      // That says nothing of the snapshot.
      book.end(service, snapshot);
      throw e;
    } finally {
      turn.unlock();
    }
  }
}
