package dev.restorebot.bot.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How programs of a crash test are started. They run in a folder that has a folder `scratch`.
///
/// @param cache what makes them start sooner; empty for none
record Java(String classPath, String cache) {
  private static final String CACHE = "crash.cache";

  /// As this process was started.
  static Java likeThis() {
    return new Java(System.getProperty("java.class.path"), System.getProperty(CACHE, ""));
  }

  /// The words that start `main`; its arguments come after them.
  List<String> command(Class<?> main) {
    var words = words();
    if (!cache.isEmpty()) {
      words.addAll(List.of("-XX:AOTCache=" + cache, "-D" + CACHE + "=" + cache));
    }
    return program(words, main);
  }

  /// The words that start `main` and make a cache of what it needs when it has ended.
  List<String> rehearsal(Class<?> main, Path output) {
    var words = words();
    words.add("-XX:AOTCacheOutput=" + output);
    return program(words, main);
  }

  private static List<String> words() {
    return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:aot=off", "-Xlog:cds=off",
        "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=scratch",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
  }

  private List<String> program(List<String> words, Class<?> main) {
    words.addAll(List.of("-cp", classPath, main.getName()));
    return words;
  }
}
