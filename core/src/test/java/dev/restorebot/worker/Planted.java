package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What somebody who means harm puts where a file of restorebot's is expected.
final class Planted {
  private Planted() {}

  /// Puts a `pipe`, `folder`, `symbolic link` or `hard link` at `at`; the links lead to `target`.
  static void at(Path at, String what, Path target) throws IOException, InterruptedException {
    Files.createDirectories(at.getParent());
    switch (what) {
      case "pipe" -> assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor()).isZero();
      case "symbolic link" -> Files.createSymbolicLink(at, target);
      case "folder" -> Files.createDirectories(at.resolve("inside"));
      case "hard link" -> Files.createLink(at, target);
      default -> throw new IllegalArgumentException(what);
    }
  }
}
