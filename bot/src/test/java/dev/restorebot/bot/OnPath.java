package dev.restorebot.bot;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The programs of this machine. Stateless.
public final class OnPath {
  private OnPath() {}

  /// Whether there is one called `program`.
  public static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(Path::of)
        .anyMatch(place -> Files.isExecutable(place.resolve(program)));
  }
}
