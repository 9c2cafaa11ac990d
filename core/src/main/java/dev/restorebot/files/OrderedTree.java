package dev.restorebot.files;

import dev.restorebot.text.KeyOrder;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Walks all that is in a folder in the order of the paths' bytes, in which a store would list it: a folder counts as its name
/// with `/` at the end. Holds the names of the folders it is in and of no others.
public final class OrderedTree {
  /// With the modes, where there are any.
  private static final Class<? extends BasicFileAttributes> KNOWN =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? PosixFileAttributes.class
          : BasicFileAttributes.class;

  private final Path root;
  private final Predicate<Path> without;

  /// @param without what is left out, folders with all that is in them
  OrderedTree(Path root, Predicate<Path> without) {
    this.root = root;
    this.without = without;
  }

  /// Hears of each file.
  @FunctionalInterface
  interface Visitor {
    /// There is a file at `path` below the folder.
    public void file(Path file, String path, BasicFileAttributes attributes) throws IOException, InterruptedException;
  }

  /// Hears of each folder.
  @FunctionalInterface
  interface FolderVisitor {
    public void folder(Path folder) throws IOException, InterruptedException;
  }

  /// Something in a folder.
  ///
  /// @param key the name, with `/` at the end if it is a folder
  public record Entry(Path path, String key, BasicFileAttributes attributes) {
    public boolean folder() {
      return attributes.isDirectory();
    }

    public boolean file() {
      return attributes.isRegularFile();
    }
  }

  /// Walks. Whatever is no folder counts as a file; its attributes tell what it is.
  void walk(Visitor visitor) throws IOException, InterruptedException {
    walk(visitor, _ -> {
    });
  }

  /// As [#walk(Visitor)], and visits the folders, too, each after all that is in it.
  void walk(Visitor visitor, FolderVisitor folders) throws IOException, InterruptedException {
    walk(root, "", visitor, folders);
  }

  private void walk(Path folder, String prefix, Visitor visitor, FolderVisitor folders)
      throws IOException, InterruptedException {
    for (var entry : entries(folder)) {
      if (without.test(entry.path())) {
        continue;
      }
      if (entry.folder()) {
        walk(entry.path(), prefix + entry.key(), visitor, folders);
      } else {
        visitor.file(entry.path(), prefix + entry.key(), entry.attributes());
      }
    }
    folders.folder(folder);
  }

  /// What is in `folder`, whatever it is, in order. What vanishes meanwhile is left out.
  public static List<Entry> entries(Path folder) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var inside = Files.newDirectoryStream(folder)) {
      for (var path : inside) {
        try {
          entries.add(entry(path));
        } catch (NoSuchFileException _) {
          // Somebody has just removed it.
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::key, KeyOrder.BYTES));
    return entries;
  }

  private static Entry entry(Path path) throws IOException {
    var attributes = Files.readAttributes(path, KNOWN, LinkOption.NOFOLLOW_LINKS);
    var name = String.valueOf(path.getFileName());
    return new Entry(path, attributes.isDirectory() ? name + "/" : name, attributes);
  }
}
