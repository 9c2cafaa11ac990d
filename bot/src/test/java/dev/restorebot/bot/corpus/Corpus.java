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
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
