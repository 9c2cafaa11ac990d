package dev.restorebot.bot.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Everything that earlier versions of the program have written, by the version of the journal's format: `src/test/corpus`. It
/// is only ever added to.
public final class Corpus {
  static final Path ROOT = Path.of("src/test/corpus");

  private Corpus() {}

  /// The folder of each version, the oldest first.
  public static List<Path> versions() {
    try (var folders = Files.list(ROOT)) {
      return folders.filter(folder -> String.valueOf(folder.getFileName()).matches("v\\d+")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder of one version, which need not be there yet.
  public static Path version(String name) {
    return ROOT.resolve(name);
  }

  /// The same without the newest one, which is what the program writes now: other tests are full of it.
  public static List<Path> earlierVersions() {
    var versions = versions();
    return versions.subList(0, versions.size() - 1);
  }
}
