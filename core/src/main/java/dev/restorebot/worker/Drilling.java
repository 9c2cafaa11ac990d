package dev.restorebot.worker;

import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.volume.Report.Drilled;
import dev.restorebot.volume.Report.Took;
import dev.restorebot.worker.Task.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Restores a snapshot into an empty folder with the very code that restores it onto a volume, and reads what came of it.
record Drilling(WorkerPorts ports, RunFiles files, VolumeJournal journal) {
  /// @throws WorkerException if anything lies in the folder: then it may be a service's volume
  static void requireEmpty(Volume volume) throws IOException {
    try (var inside = Files.list(volume.root())) {
      var first = inside.findFirst();
      if (first.isPresent()) {
        throw new WorkerException("a drill needs an empty folder, and " + first.get().getFileName() + " lies in "
            + volume.root(), "nothing was touched; report this as a defect of restorebot");
      }
    }
  }

  Drilled run(Drill task, DataKind kind) throws IOException, InterruptedException {
    requireRoom(task);
    var begun = System.nanoTime();
    var staged = new Staging(ports, files, journal).run(task.staging(), kind);
    var isStaged = System.nanoTime();
    var replaced = new Replacement(ports, files, journal, List.of()).run(task.replacing(staged.folders()), kind);
    var isLive = System.nanoTime();
    try (var scratch = Scratch.below(ports.scratch())) {
      var databases = databases(task, scratch);
      var defects = new ArrayList<>(SnapshotCheck.of(ports.databases(), databases, kind::requiredTables).defects());
      var contents = defects.isEmpty() ? kind.contents(ports.databases(), databases) : Contents.EMPTY;
      defects.addAll(contents.unreadable());
      kind.defects(files.volume().root()).forEach(sign -> defects.add(sign.text()));
      return new Drilled(staged, replaced, contents.plus(kind.kept(files.volume().root())), defects,
          new Took(Duration.ofNanos(isStaged - begun), Duration.ofNanos(isLive - isStaged),
              Duration.ofNanos(System.nanoTime() - isLive)));
    }
  }

  private void requireRoom(Drill task) throws IOException {
    var free = files.volume().free(OptionalLong.empty());
    if (free.compareTo(task.room()) < 0) {
      throw new WorkerException("there is not enough scratch space for a drill: " + task.room() + " are needed, and "
          + free + " are free", "make room on the disks of the nodes that Jobs run on");
    }
  }

  /// Copies of the databases as they would be live.
  private Map<String, Path> databases(Drill task, Scratch scratch) throws IOException {
    var databases = new TreeMap<String, Path>();
    for (var source : task.sources()) {
      databases.put(source.database(), scratch.copy(files.path(Place.LIVE, source.file())));
    }
    return databases;
  }
}
