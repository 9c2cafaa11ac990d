package dev.restorebot.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts workers as processes of their own.
final class Workers {
  private Workers() {}

  /// A [KillableWorker] on `bench`.
  static Process process(Bench bench, String operation, int n) throws IOException {
    return program(KillableWorker.class, bench.root().toString(), operation, Integer.toString(n))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// A Java process with the classes of these tests.
  static ProcessBuilder program(Class<?> main, String... arguments) {
    var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var words = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED", "-cp", classes, main.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }
}
