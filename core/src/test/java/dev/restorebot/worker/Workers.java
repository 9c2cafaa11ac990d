package dev.restorebot.worker;

import java.io.IOException;
import java.nio.file.Path;

/// Starts workers as processes of their own.
final class Workers {
  private Workers() {}

  /// A [KillableWorker] on `bench`.
  static Process process(Bench bench, String operation, int n) throws IOException {
    var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED", "-cp", classes, KillableWorker.class.getName(), bench.root().toString(),
        operation, Integer.toString(n)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
