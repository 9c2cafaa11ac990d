package dev.restorebot.deploy;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The `kubectl` of this machine.
public final class Kubectl {
  private Kubectl() {}

  /// What it said and how it ended.
  record Said(int status, String out, String err) {}

  /// Skips the test, and says why, unless there is one.
  public static void require() {
    var path = System.getenv().getOrDefault("PATH", "");
    if (Pattern.compile(File.pathSeparator).splitAsStream(path)
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")))) {
      abort("There is no kubectl here, so what it makes of deploy/ and of runbooks is not tested.");
    }
  }

  /// Runs it; blocks until it has ended.
  static Said run(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("kubectl"));
    words.addAll(List.of(arguments));
    var errors = Files.createTempFile("kubectl", ".err");
    try {
      var process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), out, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }
}
