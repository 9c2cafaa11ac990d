package dev.restorebot.knot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The repositories below the folder in which a knot keeps them (`KNOT_REPO_SCAN_PATH`).
///
/// @param folder that folder
/// @param found the folder of each repository, in the order of their names
/// @param unreadable what could not be listed, a sentence each
record Repositories(Path folder, List<Path> found, List<String> unreadable) {
  /// What the folder is called in the guide, and by default here.
  private static final String USUAL = "repositories";
  /// What file systems make for themselves, and let nobody see.
  private static final String FOUND_BY_FSCK = "lost+found";
  /// How deep below the volume's root it is looked for.
  private static final int DEPTH = 2;

  Repositories {
    found = List.copyOf(found);
    unreadable = List.copyOf(unreadable);
  }

  /// The repositories below `root`: a volume, or what was staged or fetched of one. Their folder is known by what is in it:
  /// folders called by a DID. Of several such folders, which an operator's own copies may be, the one called `repositories`
  /// at the root is meant; where there is none, nothing is chosen, and that is said.
  static Repositories below(Path root) {
    var unreadable = new ArrayList<String>();
    var usual = root.resolve(USUAL);
    var candidates = candidates(root, 0, unreadable);
    if (candidates.contains(usual)) {
      return in(usual, unreadable);
    }
    if (candidates.size() > 1) {
      unreadable.add("Repositories lie in more than one folder (" + Words.list(candidates.stream()
          .map(folder -> Words.of(root.relativize(folder).toString())).toList(), 5)
          + "), and it cannot be told which one is the knot's: call it " + USUAL + ", or move the others away.");
      return new Repositories(usual, List.of(), unreadable);
    }
    return candidates.isEmpty()
        ? new Repositories(usual, List.of(), unreadable)
        : in(candidates.getFirst(), unreadable);
  }

  /// The id of the repository at `repository`: its path below the folder of repositories.
  String id(Path repository) {
    return folder.relativize(repository).toString();
  }

  /// Whether `repository` lies at a DID of its own, as newer knots have it.
  boolean isFlat(Path repository) {
    return folder.equals(repository.getParent());
  }

  private static List<Path> candidates(Path parent, int depth, List<String> unreadable) {
    var folders = folders(parent, unreadable);
    if (folders.stream().anyMatch(folder -> Layout.isDid(name(folder)))) {
      return List.of(parent);
    }
    return depth == DEPTH
        ? List.of()
        : folders.stream().filter(folder -> !name(folder).startsWith(".") && !name(folder).equals(FOUND_BY_FSCK))
            .flatMap(folder -> candidates(folder, depth + 1, unreadable).stream()).toList();
  }

  private static Repositories in(Path folder, List<String> unreadable) {
    var found = folders(folder, unreadable).stream().filter(child -> Layout.isDid(name(child)))
        .flatMap(child -> Layout.isRepository(child) ? Stream.of(child) : folders(child, unreadable).stream()).toList();
    return new Repositories(folder, found, unreadable);
  }

  private static List<Path> folders(Path parent, List<String> unreadable) {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var inside = Files.list(parent)) {
      return inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    } catch (IOException e) {
      unreadable
          .add("The folder " + Words.of(name(parent)) + " cannot be listed: " + Words.of(String.valueOf(e)) + ".");
      return List.of();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
