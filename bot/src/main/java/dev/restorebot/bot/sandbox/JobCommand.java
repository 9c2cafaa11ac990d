package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.worker.OwnJava;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/// How a Job's process is started: the Java of this program on the class path of this program, tuned to start quickly.
final class JobCommand {
  private static final List<String> QUICK =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
          // The process runs in its Job's folder, and what it unpacks goes away with that.
          "-Djava.io.tmpdir=scratch");

  private JobCommand() {}

  static List<String> of(String mainClass) {
    return OwnJava.command(Stream.concat(QUICK.stream(), cache().stream()).toList(), mainClass);
  }

  /// The cache of classes that this program was started with, if it was; made for the same class path.
  private static List<String> cache() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:AOTCache=") || argument.startsWith("-Xlog:")).toList();
  }
}
