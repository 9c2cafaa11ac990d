package dev.restorebot.worker;

import dev.restorebot.files.Disk;
import dev.restorebot.worker.VolumeEntry.Moved;
import dev.restorebot.worker.VolumeEntry.Moving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Moves files as the journal says they shall be moved. Idempotent: a move that is done, or was done and not written
/// down, is not done again.
record Moves(RunFiles files, VolumeJournal journal) {
  /// Makes every one of `planned` that is not among `moved`, in order.
  void make(List<Move> planned, Set<Move> moved) throws IOException {
    for (var move : planned) {
      if (!moved.contains(move)) {
        make(move);
      }
    }
  }

  private void make(Move move) throws IOException {
    var from = files.path(move.from(), move.path());
    var to = files.path(move.to(), move.path());
    var waits = exists(from);
    var arrived = exists(to);
    if (waits && arrived) {
      throw new WorkerException(move.path() + " is in two places: " + name(from) + " and " + name(to)
          + "; something used the volume while restorebot was at work",
          "stop what uses the volume; then undo, or move " + name(to) + " out of the way and try again");
    }
    if (!waits && !arrived) {
      throw new WorkerException(name(from) + " is gone, and it is not at " + name(to) + " either",
          "look for it before anything else is done on this volume");
    }
    if (arrived) {
      Disk.flushFolders(from, to);
    } else {
      journal.append(new Moving(move));
      Disk.makeFolders(to.resolveSibling(".").normalize());
      Disk.rename(from, to);
    }
    journal.append(new Moved(move));
  }

  /// Refuses to go on if a live file of a database is neither one that `planned` will still move away nor one that it has
  /// put there: somebody else made it.
  void refuseStrangers(Set<String> databases, List<Move> planned) throws IOException {
    var known = new HashSet<String>();
    for (var move : planned) {
      if (!exists(files.path(move.from() == Place.LIVE ? move.to() : move.from(), move.path()))) {
        known.add(move.path());
      }
    }
    refuseOthers(databases, known);
  }

  /// Refuses to go on if a live file of a database is not among `known`.
  void refuseOthers(Set<String> databases, Set<String> known) {
    for (var database : databases) {
      for (var name : Volume.databaseFileNames(database)) {
        if (!known.contains(name) && exists(files.path(Place.LIVE, name))) {
          throw new WorkerException(name + " appeared while restorebot was at work: something uses the volume",
              "stop what uses the volume, then undo this run");
        }
      }
    }
  }

  private String name(Path path) {
    return files.volume().root().relativize(path).toString();
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
