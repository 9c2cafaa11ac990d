package dev.restorebot.worker;

import dev.restorebot.concurrent.InOrder;
import dev.restorebot.database.Databases;
import dev.restorebot.files.TreeDigest;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.volume.Report.Inspected;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Task.Inspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Reads what is on a volume, while its service may be running. Takes no lock, since it changes nothing.
record Inspection(Volume volume, Path disk, Databases databases) {
  Inspected run(Inspect task, DataKind kind) throws IOException, InterruptedException {
    if (volume.space().readOnly()) {
      throw new WorkerException("it is mounted read-only, and a restore has to write to it",
          "Mount it writable, then ask again.");
    }
    var files = new ArrayList<VolumeFile>();
    var folders = new ArrayList<VolumeFolder>();
    var contents = new AtomicReference<>(Contents.EMPTY);
    // Each reads on its own: the service may be down meanwhile.
    try (var scratch = Scratch.below(disk); var hands = new InOrder<Runnable>(Runnable::run)) {
      for (var file : task.databases().values()) {
        hands.submit(() -> {
          var found = volume.databaseFiles(file);
          return () -> files.addAll(found);
        });
      }
      for (var name : task.folders()) {
        hands.submit(() -> {
          var found = folder(name);
          return () -> found.ifPresent(folders::add);
        });
      }
      hands.submit(() -> {
        var found = contents(task, kind, scratch);
        return () -> contents.set(found);
      });
      hands.finish();
      return new Inspected(files, folders, contents.get(), volume.free(task.capacity()));
    }
  }

  private Contents contents(Inspect task, DataKind kind, Scratch scratch) throws IOException {
    var unreadable = new ArrayList<String>();
    var copies = scratch.copies(volume, task.databases(),
        (database, why) -> unreadable.add("The live database " + database + " could not be copied: " + why + "."));
    return kind.contents(databases, copies).plus(kind.kept(volume.root()))
        .plus(new Contents(List.of(), new TreeMap<>(), null, unreadable));
  }

  private Optional<VolumeFolder> folder(String name) throws IOException, InterruptedException {
    var folder = volume.live(name);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    var stamp = TreeDigest.stamp(folder);
    return Optional.of(new VolumeFolder(name, stamp.files(), stamp.size(), stamp.digest()));
  }
}
