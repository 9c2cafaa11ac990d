package dev.restorebot.bot.reader;

import dev.restorebot.bot.worker.OwnJava;
import java.util.List;
import java.util.stream.Stream;

/// How a [ReaderProcess] is started.
public final class ReaderCommand {
  /// What the program is told to do. Nobody types it.
  public static final String OPERATION = "read-snapshot";

  private ReaderCommand() {}

  /// The words, with `mainClass` to understand the last one.
  public static List<String> of(String mainClass) {
    var options = List.of("-Xmx" + ReaderLimits.HEAP.bytes(), "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m", "-XX:CompressedClassSpaceSize=64m",
        "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-XX:+SuppressFatalErrorMessage",
        "--enable-native-access=ALL-UNNAMED",
        // It runs in a folder of its own, and what it unpacks goes away with that.
        "-Djava.io.tmpdir=.");
    return Stream.concat(OwnJava.command(options, mainClass).stream(), Stream.of(OPERATION)).toList();
  }
}
