package dev.restorebot.worker;

import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.worker.VolumeEntry.PurgeBegun;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Deletes the folder of a run, and nothing else. Its journal goes last, so that an undo of what is half deleted is
/// refused. Idempotent: finishes what an earlier worker began.
record Purging(RunFiles files, VolumeJournal journal) {
  Purged run() throws IOException {
    var folder = files.folder();
    if (Files.notExists(folder)) {
      return new Purged(new ByteSize(0));
    }
    var state = VolumeState.of(journal.entries());
    if (state.is(Phase.REPLACING, Phase.PREPARING_UNDO, Phase.UNDOING)) {
      throw new WorkerException("run " + files.run().run() + " is half " + (state.is(Phase.REPLACING)
          ? "replaced"
          : "undone") + ": some of the service's data is in its folder", "finish it or undo it, then purge");
    }
    if (!state.is(Phase.PURGING)) {
      journal.append(new PurgeBegun(Volume.size(folder)));
      state = VolumeState.of(journal.entries());
    }
    for (var inside : inside(folder)) {
      if (!inside.equals(files.journal()) && !inside.equals(files.sealedJournal())) {
        Tree.delete(inside);
      }
    }
    Disk.flush(folder);
    Tree.delete(folder);
    return new Purged(state.purged());
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.toList();
    }
  }
}
