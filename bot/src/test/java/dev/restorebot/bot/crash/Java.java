package dev.restorebot.bot.crash;

import dev.restorebot.bot.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How programs of a test are started: many, for seconds each, so that most of what they cost is their start. They run in a
/// folder that has a folder `scratch`.
///
/// @param sqlite the folder with SQLite's library, which each would have to unpack; empty if they do
/// @param cache the classes that a program needs, as it finds them soonest; empty for none
/// @param jobs the same for the Jobs of programs: a cache is read as a whole, and a Job needs few classes
public record Java(String classPath, String sqlite, String cache, String jobs) {
  private static final String SQLITE = "org.sqlite.lib.path";
  private static final String JOBS = "test.jobs.cache";

  /// As this process was started, for Jobs.
  public static Java likeThis() {
    return new Java(System.getProperty("java.class.path"), System.getProperty(SQLITE, ""), "",
        System.getProperty(JOBS, ""));
  }

  /// The same with another cache for programs.
  Java with(Path other) {
    return new Java(classPath, sqlite, other.toString(), jobs);
  }

  /// The words that start `main`; its arguments come after them.
  List<String> command(Class<?> main) {
    var words = words(cache);
    if (!jobs.isEmpty()) {
      words.add("-D" + JOBS + "=" + jobs);
    }
    return program(words, main);
  }

  /// The words that start a Job; its arguments come after them.
  public List<String> job() {
    return program(words(jobs), Main.class);
  }

  /// The words that start `main` and make a cache of what it needs when it has ended.
  List<String> rehearsal(Class<?> main, Path output) {
    var words = words("");
    // How often what was called is for the second compiler, which none of them lets begin.
    words.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining", "-XX:AOTCacheOutput=" + output));
    return program(words, main);
  }

  private List<String> words(String made) {
    var words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xlog:aot=off", "-Xlog:cds=off",
        "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=scratch",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    if (!sqlite.isEmpty()) {
      words.add("-D" + SQLITE + "=" + sqlite);
    }
    if (!made.isEmpty()) {
      words.add("-XX:AOTCache=" + made);
    }
    return words;
  }

  private List<String> program(List<String> words, Class<?> main) {
    words.addAll(List.of("-cp", classPath, main.getName()));
    return words;
  }
}
