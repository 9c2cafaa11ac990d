package dev.restorebot.worker;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.snapshot.Databases;
import dev.restorebot.snapshot.TreeDigest;
import dev.restorebot.worker.Report.Inspected;
import dev.restorebot.worker.Report.VolumeFile;
import dev.restorebot.worker.Report.VolumeFolder;
import dev.restorebot.worker.Task.Inspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads what is on a volume, while its service may be running. Takes no lock, since it changes nothing.
record Inspection(Volume volume, Path disk, Databases databases) {
  Inspected run(Inspect task, DataKind kind) throws IOException, InterruptedException {
    if (volume.space().readOnly()) {
      throw new WorkerException("it is mounted read-only, and a restore has to write to it",
          "Mount it writable, then ask again.");
    }
    var files = new ArrayList<VolumeFile>();
    for (var file : task.databases().values()) {
      files.addAll(volume.databaseFiles(file));
    }
    var folders = new ArrayList<VolumeFolder>();
    for (var name : task.folders()) {
      var folder = volume.live(name);
      if (Files.isDirectory(folder)) {
        var stamp = TreeDigest.stamp(folder);
        folders.add(new VolumeFolder(name, stamp.files(), stamp.size(), stamp.digest()));
      }
    }
    var unreadable = new ArrayList<String>();
    try (var scratch = Scratch.below(disk)) {
      var copies = scratch.copies(volume, task.databases(),
          (database, why) -> unreadable.add("The live database " + database + " could not be copied: " + why + "."));
      var contents = kind.contents(databases, copies).plus(kind.kept(volume.root()))
          .plus(new Contents(List.of(), new TreeMap<>(), null, unreadable));
      return new Inspected(files, folders, contents, volume.free(task.capacity()));
    }
  }
}
