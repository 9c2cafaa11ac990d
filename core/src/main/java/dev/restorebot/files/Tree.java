package dev.restorebot.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;

/// Deletes folders with all that is in them. A symbolic link is deleted, and what it points to is left alone: also one that somebody
/// puts in the place of a folder while that is being deleted.
public final class Tree {
  private Tree() {}

  /// Deletes `folder`, or the file or link of that name; does nothing if it is not there.
  public static void delete(Path folder) throws IOException {
    var parent = folder.toAbsolutePath().getParent();
    if (parent == null || Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var stream = Files.newDirectoryStream(parent, _ -> false)) {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new FileSystemException(folder.toString(), null, "cannot be deleted safely on this operating system");
      }
      delete(secure, folder.getFileName());
    }
  }

  private static void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try {
      if (isFolder(parent, name)) {
        empty(parent, name);
        parent.deleteDirectory(name);
      } else {
        parent.deleteFile(name);
      }
    } catch (NoSuchFileException _) {
      // Somebody else was faster.
    }
  }

  private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes()
        .isDirectory();
  }

  private static void empty(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try (var folder = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      var inside = new ArrayList<Path>();
      folder.forEach(one -> inside.add(one.getFileName()));
      for (var one : inside) {
        delete(folder, one);
      }
    }
  }

  /// Deletes `folder` if nothing is in it.
  public static void deleteIfEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var inside = Files.newDirectoryStream(folder)) {
      if (inside.iterator().hasNext()) {
        return;
      }
    }
    Files.delete(folder);
  }
}
