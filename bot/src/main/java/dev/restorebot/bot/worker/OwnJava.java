package dev.restorebot.bot.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How this program starts another process of itself: its own Java, on its own class path.
public final class OwnJava {
  private OwnJava() {}

  /// The words that start `mainClass`, wherever the process runs.
  ///
  /// @param options for Java
  public static List<String> command(List<String> options, String mainClass) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(List.of(java), options, List.of("-cp", classPath(), mainClass)).flatMap(List::stream).toList();
  }

  /// The class path, complete wherever the process runs.
  private static String classPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }
}
