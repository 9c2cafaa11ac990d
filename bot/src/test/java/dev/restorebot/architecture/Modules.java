package dev.restorebot.architecture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The modules of this project, as folders.
final class Modules {
  private Modules() {}

  static List<Path> withSources() {
    return Stream.of("core", "commands", "bot").map(root()::resolve).filter(module -> !sources(module).isEmpty())
        .toList();
  }

  /// The module's own `.java` files, without its tests.
  static List<Path> sources(Path module) {
    return below(module.resolve("src/main/java"));
  }

  /// Its tests.
  static List<Path> tests(Path module) {
    return below(module.resolve("src/test/java"));
  }

  private static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Surefire starts tests in their module's folder, an IDE perhaps in the project's.
  static Path root() {
    var folder = Path.of("").toAbsolutePath();
    return Files.isRegularFile(folder.resolve("mvnw")) ? folder : requireNonNull(folder.getParent());
  }
}
