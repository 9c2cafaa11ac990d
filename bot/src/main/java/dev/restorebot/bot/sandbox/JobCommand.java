package dev.restorebot.bot.sandbox;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a Job's process is started: the Java of this program on the class path of this program, tuned to start quickly.
final class JobCommand {
  private static final List<String> QUICK =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
          // The process runs in its Job's folder, and what it unpacks goes away with that.
          "-Djava.io.tmpdir=scratch");

  private JobCommand() {}

  static List<String> of(String mainClass) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(QUICK);
    words.addAll(cache());
    words.addAll(List.of("-cp", classPath(), mainClass));
    return words;
  }

  /// The cache of classes that this program was started with, if it was; made for the same class path.
  private static List<String> cache() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:AOTCache=") || argument.startsWith("-Xlog:")).toList();
  }

  /// The class path, complete wherever the process runs.
  private static String classPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }
}
