package dev.restorebot.knot.git;

import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Sees to it that every pack has its index, as a copy that was made while git was packing may not. Git passes over a pack that
/// has none; go-git, with which a knot reads, then finds no object in any pack of the repository (`requireIndex` in its
/// `storage/filesystem/object.go`).
record PackRepair(Path folder, List<String> repairs) {
  private static final int TOLD = 5;

  void mend() throws IOException {
    var packs = new TreeSet<Path>();
    var indexes = new TreeSet<Path>();
    for (var file : Folder.entries(folder)) {
      var name = String.valueOf(file.getFileName());
      if (name.startsWith("pack-") && name.endsWith(Packs.PACK)) {
        packs.add(file);
      } else if (name.startsWith("pack-") && name.endsWith(Packs.INDEX)) {
        indexes.add(file);
      }
    }
    for (var pack : packs) {
      mend(pack, Packs.beside(pack, Packs.INDEX));
    }
    indexes.removeIf(index -> packs.contains(Packs.beside(index, Packs.PACK)));
    leaveOut(indexes);
  }

  private void mend(Path pack, Path index) throws IOException {
    var why = objection(pack, index);
    if (why.isEmpty()) {
      return;
    }
    var cannot = PackIndexing.make(pack, index);
    if (cannot.isEmpty()) {
      repairs.add("Made the index of " + PackCheck.name(pack) + " anew: " + why.get() + ".");
    } else {
      var aside = pack.resolveSibling(pack.getFileName() + Packs.UNUSABLE);
      Tree.delete(index);
      Disk.rename(pack, aside);
      repairs.add(PackCheck.name(pack) + " cannot be used: " + cannot.get() + ". It is called " + PackCheck.name(aside)
          + " now, since beside a pack without an index a knot finds no object at all.");
    }
  }

  /// Why a knot cannot look into the pack.
  private static Optional<String> objection(Path pack, Path index) throws IOException {
    if (Files.notExists(index, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("there was none");
    }
    if (PackCheck.reason(pack, index).isPresent()) {
      return Optional.of("the one that was there did not belong to it, or was damaged");
    }
    return PackCheck.isOldIndex(index)
        ? Optional.of("the one that was there was of a form that a knot does not read")
        : Optional.empty();
  }

  private void leaveOut(TreeSet<Path> indexes) throws IOException {
    var names = new ArrayList<String>();
    for (var index : indexes) {
      Tree.delete(index);
      names.add(PackCheck.name(index));
    }
    if (!names.isEmpty()) {
      Disk.flush(folder);
      repairs.add("Left out indexes of packs that are not there: " + String.join(", ", names.subList(0, Math.min(TOLD,
          names.size()))) + (names.size() > TOLD ? " and " + (names.size() - TOLD) + " more." : "."));
    }
  }
}
