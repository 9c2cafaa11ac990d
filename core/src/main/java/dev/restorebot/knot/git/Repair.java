package dev.restorebot.knot.git;

import dev.restorebot.files.Tree;
import dev.restorebot.knot.Git.Mending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Puts one repository right, after a copy that knew only files and their content. Each step is done again if it was not
/// finished, and none undoes what another did.
record Repair(Path repository, List<String> repairs, List<String> doubts) {
  /// What git makes in a bare repository and keeps empty; without the first it is none (`is_git_directory` in git's
  /// `setup.c`), and an object store has no empty folders.
  private static final List<String> FOLDERS = List.of(
      "refs", "refs/heads", "refs/tags", "objects", "objects/info", "objects/pack", "branches");
  /// What a worktree has and a repository never: where the repository is that git shall take in its place.
  static final String ELSEWHERE = "commondir";

  Repair(Path repository) {
    this(repository, new ArrayList<>(), new ArrayList<>());
  }

  Mending mend() throws IOException {
    var files = RefFiles.of(repository);
    if (!mayBeMended(files)) {
      return new Mending(List.of(), List.of());
    }
    new LeftOvers(repository).remove(repairs);
    stayHere();
    makeFolders();
    var packs = new ArrayList<String>();
    new PackRepair(repository.resolve("objects/pack"), packs).mend();
    repairs.addAll(packs);
    new Auxiliaries(repository).mend(repairs);
    RefConflicts.settle(repository, files, doubts);
    StaleRefs.settle(repository, RefFiles.of(repository), repairs, doubts);
    HeadRepair.mend(repository, RefFiles.of(repository), repairs);
    new Modes(repository).set(repairs);
    return new Mending(repairs, doubts, packs);
  }

  /// A repository that nobody pushed to has no objects, and so no folder for them in an object store; one that has refs and
  /// no objects has lost them.
  private boolean mayBeMended(RefFiles files) {
    if (ObjectFolder.isIn(repository)) {
      return !(files.isEmpty() && files.head() instanceof RefFile.Missing);
    }
    return files.isEmpty() && files.head() instanceof RefFile.Symbolic
        && Files.notExists(repository.resolve("objects"), LinkOption.NOFOLLOW_LINKS);
  }

  private void stayHere() throws IOException {
    var file = repository.resolve(ELSEWHERE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Tree.delete(file);
      repairs.add("Removed " + ELSEWHERE + ", with which git would look for all of it in another folder.");
    }
  }

  private void makeFolders() throws IOException {
    var made = new ArrayList<String>();
    for (var name : FOLDERS) {
      var folder = repository.resolve(name);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(folder);
        repairs.add("Removed the file " + name + ", where git needs a folder.");
      }
      if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
        made.add(name);
      }
    }
    if (!made.isEmpty()) {
      repairs.add("Made the empty folders that git needs: " + String.join(", ", made) + ".");
    }
  }
}
