package dev.restorebot.knot.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Lists folders of a repository, in which git may be at work: one that is gone, or never was, is empty. No symbolic link is
/// followed.
final class Folder {
  private Folder() {}

  /// What is in `folder` itself.
  static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    var entries = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /// What is `wanted` in `folder`, up to so many folders deep; not `folder` itself, which its owner calls as they like.
  static List<Path> find(Path folder, int depth, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var paths = Files.walk(folder, depth)) {
      return paths.filter(path -> !path.equals(folder)).filter(wanted).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
