package dev.restorebot.knot.git;

import dev.restorebot.knot.Git.Refs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `HEAD`, `packed-refs` and the files below `refs/` say, each for itself. Format:
/// https://git-scm.com/docs/gitrepository-layout; that names beginning with a dot or ending in `.lock` are nobody's is in git's
/// `refs/files-backend.c`.
///
/// @param loose by the ref's full name; none is [RefFile.Missing]
/// @param packed the object's id, by the ref's full name
/// @param unreadable about `packed-refs` and names that are none; not about what `head` and `loose` say themselves
record RefFiles(RefFile head, SortedMap<String, RefFile> loose, SortedMap<String, String> packed,
    Sentences unreadable) {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_HOPS = 5;

  static RefFiles of(Path repository) {
    var files =
        new RefFiles(RefFile.read(repository.resolve("HEAD")), new TreeMap<>(), new TreeMap<>(), new Sentences());
    files.readPacked(repository.resolve("packed-refs"));
    files.readLoose(repository);
    return files;
  }

  boolean isEmpty() {
    return loose.isEmpty() && packed.isEmpty() && unreadable.isEmpty();
  }

  Refs refs() {
    var refs = new TreeMap<>(packed);
    var sentences = new Sentences();
    if (head instanceof RefFile.Unreadable(var why)) {
      sentences.add("HEAD cannot be read: " + why + ".");
    }
    sentences.addAll(unreadable);
    loose.forEach((name, file) -> {
      refs.remove(name);
      hidden(name).forEach(hidden -> {
        refs.remove(hidden);
        sentences.add(hidden + " of packed-refs cannot be read, since there is a file " + name + ".");
      });
      if (file instanceof RefFile.Unreadable(var why)) {
        sentences.add(name + " cannot be read: " + why + ".");
      } else {
        id(file).ifPresent(id -> refs.put(name, id));
      }
    });
    var says = switch (head) {
      case RefFile.Symbolic(var ref) -> ref;
      case RefFile.Direct(var id) -> id;
      case RefFile.Missing(), RefFile.Unreadable(_) -> "";
    };
    return new Refs(says, refs, sentences.list());
  }

  /// The packed refs that git does not find, because `name` is a file and no folder.
  private Set<String> hidden(String name) {
    return packed.subMap(name + "/", name + "0").keySet();
  }

  /// The object that the ref `name` leads to; empty if there is none, or if it cannot be told.
  Optional<String> id(String name) {
    var file = loose.get(name);
    return file == null ? Optional.ofNullable(packed.get(name)) : id(file);
  }

  /// A symbolic ref that leads nowhere has no object, which is nothing wrong.
  private Optional<String> id(RefFile from) {
    var file = from;
    for (var hops = 0; hops < MOST_HOPS; hops++) {
      if (!(file instanceof RefFile.Symbolic(var ref))) {
        break;
      }
      var next = loose.get(ref);
      if (next == null) {
        return Optional.ofNullable(packed.get(ref));
      }
      file = next;
    }
    return file instanceof RefFile.Direct(var id) ? Optional.of(id) : Optional.empty();
  }

  private void readPacked(Path file) {
    try {
      PackedRefs.read(new String(SmallFile.read(file, MOST_BYTES), StandardCharsets.UTF_8), packed, unreadable);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      unreadable.add("packed-refs cannot be read: " + SmallFile.why(e) + ".");
    }
  }

  private void readLoose(Path repository) {
    var folder = repository.resolve("refs");
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      unreadable.add("refs is no folder.");
      return;
    }
    try {
      Files.walkFileTree(folder, new LooseFiles(repository));
    } catch (IOException e) {
      unreadable.add("The files below refs cannot be listed: " + SmallFile.why(e) + ".");
    }
  }

  private final class LooseFiles extends SimpleFileVisitor<Path> {
    private final Path repository;

    LooseFiles(Path repository) {
      this.repository = repository;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var last = String.valueOf(file.getFileName());
      if (last.startsWith(".") || last.endsWith(".lock")) {
        return FileVisitResult.CONTINUE;
      }
      var name = repository.relativize(file).toString();
      if (RefFile.isRef(name)) {
        loose.put(name, RefFile.read(file));
      } else {
        unreadable.add("No ref can have the name of the file " + Sentences.shown(name) + ".");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unreadable
          .add(Sentences.shown(repository.relativize(file).toString()) + " cannot be read: " + SmallFile.why(e) + ".");
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
