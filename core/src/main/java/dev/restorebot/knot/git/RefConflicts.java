package dev.restorebot.knot.git;

import dev.restorebot.files.Disk;
import dev.restorebot.knot.git.Connectivity.Tip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// Refs of which one is called like a folder of the other, `topic` and `topic/one`, one in a file and one in `packed-refs`. A
/// repository never has both; a copy has, where one was deleted and the other made while it was taken, or files are only added
/// to it. Git reads one of them, or takes no push to the other.
final class RefConflicts {
  private final Path repository;
  private final List<String> doubts;
  private final SortedMap<String, RefFile> loose;
  private final SortedMap<String, String> packed;
  private final Connectivity connectivity;

  private RefConflicts(Path repository, RefFiles files, List<String> doubts, ObjectFolder objects) {
    this.repository = repository;
    this.doubts = doubts;
    loose = new TreeMap<>(files.loose());
    packed = new TreeMap<>(files.packed());
    connectivity = new Connectivity(objects, Inspection.shallow(repository, new Sentences()));
  }

  /// One of two such refs.
  ///
  /// @param id what it says; empty if it cannot be read
  private record Side(String name, String id) {}

  /// Removes one of each two: what leads to objects that are not there, else what is older by the time of its file.
  static void settle(Path repository, RefFiles files, List<String> doubts) throws IOException {
    if (files.loose().keySet().stream().allMatch(name -> packedInItsWay(name, files.packed()).isEmpty())) {
      return;
    }
    try (var objects = new ObjectFolder(repository)) {
      new RefConflicts(repository, files, doubts, objects).settle();
    }
  }

  /// The packed refs of which `name` is a folder, or that are called like one of its folders.
  static List<String> packedInItsWay(String name, SortedMap<String, String> packed) {
    var found = new ArrayList<>(packed.subMap(name + "/", name + "0").keySet());
    for (var slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      if (packed.containsKey(name.substring(0, slash))) {
        found.add(name.substring(0, slash));
      }
    }
    return found;
  }

  private void settle() throws IOException {
    var before = packed.size();
    for (var name : List.copyOf(loose.keySet())) {
      for (var other : packedInItsWay(name, packed)) {
        var file = loose.get(name);
        if (file != null) {
          settle(new Side(name, file instanceof RefFile.Direct(var id) ? id : ""),
              new Side(other, packed.getOrDefault(other, "")));
        }
      }
    }
    if (packed.size() < before) {
      write();
    }
  }

  private void settle(Side file, Side line) throws IOException {
    var fileIsWhole = isWhole(file);
    var lineIsWhole = isWhole(line);
    var fileStays = fileIsWhole == lineIsWhole ? isNoOlder(file.name()) : fileIsWhole;
    if (fileStays) {
      packed.remove(line.name());
    } else {
      loose.remove(file.name());
      var path = repository.resolve(file.name());
      Files.deleteIfExists(path);
      Disk.flushFolders(path, path);
    }
    var stays = fileStays ? file : line;
    var goes = fileStays ? line : file;
    doubts.add(goes.name() + (goes.id().isEmpty() ? "" : " at " + goes.id()) + " was left out: " + stays.name()
        + " cannot be there beside it, and " + (fileIsWhole == lineIsWhole
            ? "is newer."
            : "of " + goes.name() + " objects are missing."));
  }

  private boolean isWhole(Side side) throws IOException {
    return ObjectId.isId(side.id())
        && connectivity.whole(new Tip(side.name(), ObjectId.fromString(side.id()), Constants.OBJ_BAD));
  }

  /// Of two from the same moment the file counts, as it does for git.
  private boolean isNoOlder(String file) throws IOException {
    return Files.getLastModifiedTime(repository.resolve(file))
        .compareTo(Files.getLastModifiedTime(repository.resolve("packed-refs"))) >= 0;
  }

  /// By way of a lock, as git does, which the next repair would remove. Keeps the file's time, by which others are judged.
  private void write() throws IOException {
    var file = repository.resolve("packed-refs");
    var lock = repository.resolve("packed-refs.lock");
    var time = Files.getLastModifiedTime(file);
    Files.writeString(lock, PackedRefs.only(Files.readString(file, StandardCharsets.ISO_8859_1), packed.keySet()),
        StandardCharsets.ISO_8859_1);
    Files.setLastModifiedTime(lock, time);
    Disk.flush(lock);
    Disk.rename(lock, file);
  }
}
