package dev.restorebot.worker;

import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.FixUp;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Digest;
import dev.restorebot.snapshot.Disk;
import dev.restorebot.snapshot.SnapshotCheck;
import dev.restorebot.snapshot.Tree;
import dev.restorebot.worker.Report.VolumeFile;
import dev.restorebot.worker.Task.Part;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.VolumeEntry.FixedUp;
import dev.restorebot.worker.VolumeEntry.Planned;
import dev.restorebot.worker.VolumeEntry.ReplaceBegun;
import dev.restorebot.worker.VolumeEntry.ReplaceReady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The part of a replace in which nothing moves yet: fixes up copies of what is staged, brings them onto the volume, and
/// writes down what will be moved. Begun anew, it starts from what is staged.
record Preparation(WorkerPorts ports, RunFiles files, VolumeJournal journal) {
  void run(Replace task, DataKind kind) throws IOException {
    requireStaged(task.parts());
    journal.append(new ReplaceBegun(task.parts()));
    Tree.delete(files.folder(Place.PREPARED));
    try (var scratch = Scratch.below(ports.scratch())) {
      var staged = new TreeMap<String, Path>();
      for (var part : task.parts()) {
        staged.put(part.database(), scratch.copy(files.path(Place.STAGED, part.file())));
      }
      // What cannot be copied or read is no fact, and the kind says so.
      var displaced = scratch.copies(files.volume(), byName(task.parts()), (_, _) -> {
      });
      var fixUp = kind.fixUp(ports.databases(), staged, displaced, task.fixUp());
      staged.keySet().retainAll(fixUp.edited());
      requireSound(staged, kind);
      var prepared = bringBack(task.parts(), staged);
      plan(task.parts(), fixUp, prepared);
    }
  }

  private void requireStaged(List<Part> parts) throws IOException {
    for (var part : parts) {
      var staged = Volume.describe(part.file(), files.path(Place.STAGED, part.file()));
      if (staged.isEmpty()) {
        throw new WorkerException(part.file() + " is not staged", "stage it, then replace");
      }
      if (!staged.get().digest().equals(part.digest())) {
        throw new WorkerException("what is staged for " + part.file() + " is not what was verified: its SHA-256 is "
            + staged.get().digest().brief() + "…, and " + part.digest().brief() + "… was approved", "stage it again");
      }
    }
  }

  private void requireSound(Map<String, Path> edited, DataKind kind) {
    var defects = SnapshotCheck.of(ports.databases(), edited, kind::requiredTables).defects();
    if (!defects.isEmpty()) {
      throw new WorkerException("the fix-up broke what it changed: " + String.join("; ", defects),
          "nothing was moved; report this as a defect of restorebot");
    }
  }

  /// Copies what was edited to the volume.
  ///
  /// @return what goes live in place of what is staged, by database
  private Map<String, VolumeFile> bringBack(List<Part> parts, Map<String, Path> edited) throws IOException {
    var prepared = new TreeMap<String, VolumeFile>();
    for (var part : parts) {
      var copy = edited.get(part.database());
      if (copy != null) {
        prepared.put(part.database(), bringBack(part, copy));
      }
    }
    return prepared;
  }

  private VolumeFile bringBack(Part part, Path copy) throws IOException {
    var size = new ByteSize(Files.size(copy));
    var free = files.volume().free(OptionalLong.empty());
    if (free.compareTo(size) < 0) {
      throw new WorkerException("not enough space on the volume: " + size + " are needed, and " + free + " are free",
          "purge an earlier run, or make the volume larger");
    }
    var digest = Digest.of(copy);
    var file = files.path(Place.PREPARED, part.file());
    Disk.makeFolders(file.resolveSibling(".").normalize());
    Disk.copy(copy, file);
    Modes.set(file, files.path(Place.STAGED, part.file()));
    Disk.flush(file.resolveSibling("."));
    if (!Digest.of(file).equals(digest)) {
      throw new WorkerException(part.file() + " did not arrive on the volume as it was sent",
          "nothing was moved; look at the volume's health, then try again");
    }
    return new VolumeFile(part.file(), size, digest);
  }

  private void plan(List<Part> parts, FixUp fixUp, Map<String, VolumeFile> prepared) throws IOException {
    var displacing = new ArrayList<Move>();
    var installing = new ArrayList<Move>();
    for (var part : parts) {
      for (var live : files.volume().databaseFiles(part.file())) {
        displacing.add(new Move(Place.LIVE, Place.DISPLACED, live));
      }
      var fixed = prepared.get(part.database());
      installing.add(fixed == null
          ? new Move(Place.STAGED, Place.LIVE, staged(part))
          : new Move(Place.PREPARED, Place.LIVE, fixed));
    }
    journal.append(new FixedUp(fixUp));
    for (var move : displacing) {
      journal.append(new Planned(move));
    }
    for (var move : installing) {
      journal.append(new Planned(move));
    }
    journal.append(new ReplaceReady());
  }

  private VolumeFile staged(Part part) throws IOException {
    var size = Files.size(files.path(Place.STAGED, part.file()));
    return new VolumeFile(part.file(), new ByteSize(size), part.digest());
  }

  private static Map<String, String> byName(List<Part> parts) {
    var files = new TreeMap<String, String>();
    parts.forEach(part -> files.put(part.database(), part.file()));
    return files;
  }
}
