package dev.restorebot.worker;

import static java.util.Objects.requireNonNull;

import dev.restorebot.concurrent.InOrder;
import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import dev.restorebot.files.TreeDigest;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Removal;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Task.Amend;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.VolumeEntry.FixedUp;
import dev.restorebot.worker.VolumeEntry.Planned;
import dev.restorebot.worker.VolumeEntry.ReplaceBegun;
import dev.restorebot.worker.VolumeEntry.ReplaceReady;
import dev.restorebot.worker.VolumeEntry.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// The part of a replace in which nothing moves yet: fixes up copies of what is staged, brings them onto the volume, and
/// writes down what will be moved. Begun anew, it starts from what is staged.
///
/// @param foreign what somebody else had put into the run's folder and was moved out of the way, by its path on the volume
record Preparation(WorkerPorts ports, RunFiles files, VolumeJournal journal, List<String> foreign) {
  void run(Replace task, DataKind kind) throws IOException, InterruptedException {
    var staged = new TreeMap<String, Path>();
    var displaced = new TreeMap<String, Path>();
    var live = new ArrayList<VolumeFile>();
    // Each reads on its own: the service is down meanwhile.
    try (var scratch = Scratch.below(ports.scratch());
        var copying = new InOrder<Runnable>(Runnable::run);
        var reading = new InOrder<List<VolumeFile>>(live::addAll)) {
      for (var part : task.parts()) {
        copying.submit(() -> {
          var copy = verified(part, scratch);
          return () -> staged.put(part.database(), copy);
        });
      }
      // What cannot be copied or read is no fact, and the kind says so.
      copying.submit(() -> {
        var copies = scratch.copies(files.volume(), byName(task.parts()), (_, _) -> {
        });
        return () -> displaced.putAll(copies);
      });
      for (var part : task.parts()) {
        reading.submit(() -> files.volume().databaseFiles(part.file()));
      }
      copying.finish();
      var folders = stagedFolders(task);
      begin(task.parts(), folders);
      var remains = new VolumeRemains(files.volume(), scratch);
      var removing = kind.removing(ports.databases(), staged, displaced, task.fixUp());
      var fixUp = kind.fixUp(ports.databases(), staged, displaced, task.fixUp(), remains);
      staged.keySet().retainAll(fixUp.edited());
      requireSound(staged, kind, removing, database -> original(database, task, scratch));
      var prepared = bringBack(task.parts(), staged);
      reading.finish();
      plan(task.parts(), live, folders, kind, fixUp, prepared);
    }
  }

  /// The same with the live databases in place of staged ones: those that are edited are displaced by their edited copies.
  void run(Amend task, DataKind kind) throws IOException, InterruptedException {
    try (var scratch = Scratch.below(ports.scratch())) {
      var copies = copies(task.databases(), scratch);
      var fixUp = kind.fixUp(ports.databases(), copies, Map.of(), task.fixUp());
      copies.keySet().retainAll(fixUp.edited());
      requireSound(copies, kind, Map.of(), database -> original(database, task, scratch));
      var parts = new ArrayList<Part>();
      for (var copy : copies.entrySet()) {
        var file = requireNonNull(task.databases().get(copy.getKey()));
        parts.add(new Part(copy.getKey(), file, Digest.of(files.path(Place.LIVE, file))));
      }
      begin(parts, List.of());
      var live = new ArrayList<VolumeFile>();
      for (var part : parts) {
        live.addAll(files.volume().databaseFiles(part.file()));
      }
      plan(parts, live, List.of(), kind, fixUp, bringBack(parts, copies));
    }
  }

  /// Nobody but the fix-up made the copies that it edited from these.
  private Path original(String database, Replace task, Scratch scratch) throws IOException {
    var part = task.parts().stream().filter(one -> one.database().equals(database)).findFirst().orElseThrow();
    var copy = scratch.copy(files.path(Place.STAGED, part.file()));
    if (!Digest.of(copy).equals(part.digest())) {
      throw new WorkerException("what is staged for " + part.file() + " has changed while it was fixed up",
          "stop what uses the volume, then stage it again");
    }
    return copy;
  }

  private Path original(String database, Amend task, Scratch scratch) throws IOException {
    var file = requireNonNull(task.databases().get(database));
    return requireNonNull(copies(Map.of(database, file), scratch).get(database));
  }

  private SortedMap<String, Path> copies(Map<String, String> live, Scratch scratch) throws IOException {
    return scratch.copies(files.volume(), live, (database, why) -> {
      throw new WorkerException("the database " + database + " could not be copied: " + why,
          "stop what uses the volume; then try again");
    });
  }

  private void begin(List<Part> parts, List<VolumeFolder> folders) throws IOException, InterruptedException {
    journal.append(new ReplaceBegun(parts));
    for (var folder : folders) {
      journal.append(new Verified(folder));
    }
    Tree.delete(files.folder(Place.PREPARED));
  }

  /// A private copy of what is staged, which is what was verified.
  private Path verified(Part part, Scratch scratch) throws IOException {
    var staged = files.path(Place.STAGED, part.file());
    if (!Volume.isThere(part.file(), staged)) {
      throw new WorkerException(part.file() + " is not staged", "stage it, then replace");
    }
    var copy = scratch.digested(staged);
    if (!copy.digest().equals(part.digest())) {
      throw new WorkerException("what is staged for " + part.file() + " is not what was verified: its SHA-256 is "
          + copy.digest().brief() + "…, and " + part.digest().brief() + "… was approved", "stage it again");
    }
    return copy.file();
  }

  /// The folders that were staged, with all that is in them unchanged since.
  private List<VolumeFolder> stagedFolders(Replace task) throws IOException, InterruptedException {
    var folders = new ArrayList<VolumeFolder>();
    for (var part : task.folders()) {
      var folder = reported(task, part);
      var staged = files.path(Place.STAGED, part.folder());
      if (!Files.isDirectory(staged)) {
        throw new WorkerException(part.folder() + " is staged no more", "stage it again");
      }
      var found = TreeDigest.contents(staged);
      if (!found.digest().equals(folder.digest())) {
        throw new WorkerException("what is staged for " + part.folder() + " is not what was verified: its "
            + found.files() + " files have the digest " + found.digest().brief() + "…, and "
            + folder.digest().brief() + "… was verified", "stage it again");
      }
      folders.add(folder);
    }
    return folders;
  }

  /// How a folder was when it was staged: by the word of whoever asks, or by that of the journal for a person without a key.
  private VolumeFolder reported(Replace task, FolderPart part) throws IOException {
    var told = task.staged().stream().filter(folder -> folder.path().equals(part.folder())).findFirst();
    var known = told.isEmpty() && ports.key().isEmpty()
        ? Optional.ofNullable(VolumeState.of(journal.entries()).staged().get(part))
        : told;
    return known.orElseThrow(() -> new WorkerException(part.folder() + " is not staged", "stage it, then replace"));
  }

  /// The databases that the fix-up edited hold what their originals hold but for what it may change, and are as sound. What it left alone
  /// is not read for that: it may be large.
  private void requireSound(Map<String, Path> edited, DataKind kind, Map<String, Removal> removing,
      EditedCheck.Originals originals) throws IOException {
    var changed = new ArrayList<String>();
    for (var one : edited.entrySet()) {
      var allowed = Untouched.Allowed.by(kind, one.getKey(), removing.getOrDefault(one.getKey(), Removal.NONE));
      missing(one.getValue(), one.getKey(), allowed, originals)
          .ifPresent(what -> changed.add(one.getKey() + ": " + what));
    }
    if (!changed.isEmpty()) {
      throw EditedCheck.broken(changed);
    }
    new EditedCheck(ports.databases(), kind).require(edited, originals);
  }

  private Optional<String> missing(Path copy, String database, Untouched.Allowed allowed,
      EditedCheck.Originals originals) throws IOException {
    return allowed.nothing()
        ? Optional.of("it was not to be changed")
        : Untouched.of(ports.databases(), originals.of(database), allowed).missing(ports.databases(), copy, allowed);
  }

  /// Copies what was edited to the volume.
  ///
  /// @return what goes live in place of what is staged, by database
  private Map<String, VolumeFile> bringBack(List<Part> parts, Map<String, Path> edited)
      throws IOException, InterruptedException {
    var prepared = new TreeMap<String, VolumeFile>();
    for (var part : parts) {
      var copy = edited.get(part.database());
      if (copy != null) {
        prepared.put(part.database(), bringBack(part, copy));
      }
    }
    return prepared;
  }

  private VolumeFile bringBack(Part part, Path copy) throws IOException, InterruptedException {
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

  /// @param live what lies where the parts go
  private void plan(List<Part> parts, List<VolumeFile> live, List<VolumeFolder> folders, DataKind kind, FixUp fixUp,
      Map<String, VolumeFile> prepared) throws IOException, InterruptedException {
    var moves = new ArrayList<>(live.stream().map(file -> new Move(Place.LIVE, Place.DISPLACED, file)).toList());
    for (var folder : folders) {
      moves.addAll(new FolderMoves(files, kind, folder.path()).plan());
    }
    for (var part : parts) {
      var fixed = prepared.get(part.database());
      moves.add(fixed == null
          ? new Move(Place.STAGED, Place.LIVE, staged(part))
          : new Move(Place.PREPARED, Place.LIVE, fixed));
    }
    journal.append(new FixedUp(told(fixUp)));
    for (var move : moves) {
      journal.append(new Planned(move));
    }
    journal.append(new ReplaceReady());
  }

  /// With what people should know of the run's folder.
  private FixUp told(FixUp fixUp) {
    if (foreign.isEmpty()) {
      return fixUp;
    }
    var notes = new ArrayList<>(fixUp.notes());
    notes.add(
        "Somebody who can write to the volume had put something into the folder of this run before it replaced anything."
            + " None of it was used; it is kept on the volume until the run is purged: " + String.join(", ", foreign)
            + ".");
    return new FixUp(fixUp.edited(), fixUp.numbers(), notes);
  }

  private VolumeFile staged(Part part) throws IOException, InterruptedException {
    var size = Files.size(files.path(Place.STAGED, part.file()));
    return new VolumeFile(part.file(), new ByteSize(size), part.digest());
  }

  private static Map<String, String> byName(List<Part> parts) {
    var files = new TreeMap<String, String>();
    parts.forEach(part -> files.put(part.database(), part.file()));
    return files;
  }
}
