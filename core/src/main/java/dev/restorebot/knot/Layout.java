package dev.restorebot.knot;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a knot keeps what: bare repositories at `<owner>/<name>` below one folder, or at `<repository>` in newer versions,
/// each of these a DID. Only names are looked at, and whether there are files.
final class Layout {
  private static final String DID = "did:";
  private static final String HEAD = "HEAD";
  private static final String REFS = "refs";
  private static final String OBJECTS = "objects";
  /// What a folder of objects holds that git has not finished.
  private static final List<String> UNFINISHED = List.of("tmp_", "incoming-", ".tmp-");
  /// Where git makes locks beside those for refs; hooks may be called what they like.
  private static final Set<String> LOCKED = Set.of("info", "logs", "worktrees");
  /// What a folder of a repository may be called that is no repository itself, though an owner could call one so.
  private static final Set<String> GITS_OWN = Set.of(REFS, OBJECTS, "hooks", "info", "logs", "worktrees", "branches");

  private Layout() {}

  /// Whether `name` is that of an owner, or of a repository in the newer layout.
  static boolean isDid(String name) {
    return name.startsWith(DID);
  }

  /// Whether the file at `path` says what the branches of a repository are: `HEAD`, `packed-refs`, or below `refs/`.
  static boolean tells(String path) {
    var below = belowOwner(path);
    return !below.isEmpty() && (isRef(below) || isRef(belowName(below)));
  }

  /// The id of the repository whose `HEAD` lies at `path`; empty if it is another file.
  static Optional<String> repository(String path) {
    var below = belowOwner(path);
    if (below.isEmpty() || below.size() > 2 || !below.getLast().equals(HEAD)) {
      return Optional.empty();
    }
    var names = List.of(path.split("/", -1));
    return Optional.of(String.join("/", names.subList(names.size() - below.size() - 1, names.size() - 1)));
  }

  /// What people call the file at `path`: a branch or a tag by its name and that of its repository, another one by its path.
  static String called(String path) {
    for (var kind : Map.of("branch", "/refs/heads/", "tag", "/refs/tags/").entrySet()) {
      var at = path.indexOf(kind.getValue());
      var owner = path.indexOf(DID);
      if (tells(path) && owner >= 0 && owner < at) {
        return "the " + kind.getKey() + " " + path.substring(at + kind.getValue().length()) + " of "
            + path.substring(owner, at);
      }
    }
    return path;
  }

  /// Whether the file at `path` is what git leaves behind when it is interrupted, and looks for at no other place: a lock, or
  /// objects that had not arrived. No branch can be called so where this looks: git allows no ref that ends with `.lock`, and
  /// nothing else is looked for below `refs/`.
  static boolean leftOver(String path) {
    var below = belowOwner(path);
    return !below.isEmpty()
        && (isLeftOver(below) || (!GITS_OWN.contains(below.getFirst()) && isLeftOver(belowName(below))));
  }

  /// Whether `folder` is one repository, damaged or not: it looks like one, or lies where only repositories lie. Of a mirror,
  /// no more may be there than what [#tells].
  static boolean isRepository(Path folder) {
    var parent = folder.getParent();
    return isFolder(folder)
        && (looksLikeOne(folder) || (parent != null && isDid(name(parent)) && !looksLikeOne(parent)));
  }

  /// Whether `folder` has a `HEAD`, without which it is no repository for a knot.
  static boolean hasHead(Path folder) {
    return Files.isRegularFile(folder.resolve(HEAD), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean looksLikeOne(Path folder) {
    var objects = isFolder(folder.resolve(OBJECTS));
    var refs = isFolder(folder.resolve(REFS));
    return hasHead(folder)
        ? objects || refs || isDid(name(folder))
        : objects && refs && !hasHead(folder.resolve(OBJECTS)) && !hasHead(folder.resolve(REFS));
  }

  /// What of `path` lies below the first folder that is called by a DID: of an owner, or of a repository; which one cannot be
  /// told from a path alone.
  private static List<String> belowOwner(String path) {
    var names = List.of(path.split("/", -1));
    for (var index = 0; index < names.size(); index++) {
      if (isDid(names.get(index))) {
        return names.subList(index + 1, names.size());
      }
    }
    return List.of();
  }

  private static List<String> belowName(List<String> belowOwner) {
    return belowOwner.subList(1, belowOwner.size());
  }

  private static boolean isRef(List<String> inside) {
    if (inside.isEmpty()) {
      return false;
    }
    var first = inside.getFirst();
    return inside.size() == 1
        ? first.equals(HEAD) || first.equals("packed-refs")
        : first.equals(REFS) && !inside.get(1).equals(OBJECTS);
  }

  private static boolean isLeftOver(List<String> inside) {
    if (inside.isEmpty()) {
      return false;
    }
    var first = inside.getFirst();
    if (inside.size() == 1) {
      return isLock(first);
    }
    var below = inside.subList(1, inside.size());
    return switch (first) {
      case REFS -> below.stream().anyMatch(Layout::isLock);
      case OBJECTS -> isLock(inside.getLast())
          || below.stream().anyMatch(name -> UNFINISHED.stream().anyMatch(name::startsWith));
      default -> LOCKED.contains(first) && isLock(inside.getLast());
    };
  }

  private static boolean isLock(String name) {
    return name.endsWith(".lock");
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
