package dev.restorebot.knot.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// What commits, trees and tags say about other objects. Content is anybody's: what is malformed has no answer. Format:
/// https://git-scm.com/book/en/v2/Git-Internals-Git-Objects.
final class ObjectText {
  private static final int ID = 20;
  private static final int MODE_KIND = 0170000;
  private static final int FOLDER = 0040000;
  private static final int SUBMODULE = 0160000;

  private ObjectText() {}

  /// An object that another one needs.
  record Link(ObjectId id, int type) {}

  /// A commit.
  ///
  /// @param time when it was committed, in seconds since 1970; 0 if that cannot be told
  record Commit(ObjectId tree, List<ObjectId> parents, long time) {}

  static Optional<Commit> commit(byte[] bytes) {
    var lines = headerLines(bytes);
    var tree = lines.isEmpty() ? Optional.<ObjectId>empty() : id("tree ", lines.getFirst());
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    var parents = new ArrayList<ObjectId>();
    var time = 0L;
    for (var line : lines.subList(1, lines.size())) {
      if (line.startsWith("parent ")) {
        var parent = id("parent ", line);
        if (parent.isEmpty()) {
          return Optional.empty();
        }
        parents.add(parent.get());
      } else if (line.startsWith("committer ")) {
        time = time(line);
      }
    }
    return Optional.of(new Commit(tree.get(), parents, time));
  }

  /// The one object that a tag is about.
  static Optional<Link> tag(byte[] bytes) {
    var lines = headerLines(bytes);
    if (lines.size() < 2 || !lines.get(1).startsWith("type ")) {
      return Optional.empty();
    }
    var type = switch (lines.get(1).substring("type ".length())) {
      case "commit" -> Constants.OBJ_COMMIT;
      case "tree" -> Constants.OBJ_TREE;
      case "blob" -> Constants.OBJ_BLOB;
      case "tag" -> Constants.OBJ_TAG;
      default -> Constants.OBJ_BAD;
    };
    return type == Constants.OBJ_BAD ? Optional.empty() : id("object ", lines.getFirst()).map(id -> new Link(id, type));
  }

  /// The files and folders of a tree; a submodule's commit is in another repository and left out.
  static Optional<List<Link>> tree(byte[] bytes) {
    var links = new ArrayList<Link>();
    for (var at = 0; at < bytes.length;) {
      var mode = 0;
      while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '7') {
        mode = (mode << 3) + bytes[at++] - '0';
      }
      var end = at;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      if (mode == 0 || at == bytes.length || bytes[at] != ' ' || end + ID >= bytes.length) {
        return Optional.empty();
      }
      var kind = mode & MODE_KIND;
      if (kind != SUBMODULE) {
        links.add(new Link(ObjectId.fromRaw(bytes, end + 1), kind == FOLDER ? Constants.OBJ_TREE : Constants.OBJ_BLOB));
      }
      at = end + 1 + ID;
    }
    return Optional.of(links);
  }

  /// The lines before the first empty one, without what continues a line.
  private static List<String> headerLines(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lines().takeWhile(line -> !line.isEmpty()).toList();
  }

  private static Optional<ObjectId> id(String field, String line) {
    var text = line.startsWith(field) ? line.substring(field.length()) : "";
    return ObjectId.isId(text) ? Optional.of(ObjectId.fromString(text)) : Optional.empty();
  }

  private static long time(String committer) {
    var words = committer.substring(committer.lastIndexOf('>') + 1).strip().split(" ", 2);
    try {
      return Long.parseLong(words[0]);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
