package dev.restorebot.bot.reader;

import dev.restorebot.json.JsonReadingCodec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.landlock.Landlock;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One process that reads one snapshot: limits itself, says that it is ready, reads what it is told to on its input, and says what it found.
/// Whatever happens to it happens to nobody else.
public final class ReaderProcess {
  /// What it says, in a line of its own, when it has limited itself: what ends it from then on is what it reads.
  static final String READY = "ready";

  private static final int DONE = 0;
  private static final int FAILED = 1;

  private ReaderProcess() {}

  /// Reads what is wanted on `in`, and answers on `out`.
  ///
  /// @param kinds those that there are, by name
  /// @return 0 if it said what it found, 1 if it could not begin
  public static int run(Map<String, DataKind> kinds, InputStream in, PrintStream out) {
    try {
      var codec = new JsonReadingCodec();
      var wanted = codec.wanted(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      var kind = Optional.ofNullable(kinds.get(wanted.kind()))
          .orElseThrow(() -> new IllegalArgumentException("there is no kind " + wanted.kind()));
      var copies = new TreeMap<String, Path>();
      wanted.copies().forEach((name, file) -> copies.put(name, Path.of(file)));
      SqliteDatabases.load();
      confine(copies.values());
      ProcessLimits.apply(ReaderLimits.NATIVE, ReaderLimits.file(copies.values()), ReaderLimits.time(copies.values()));
      out.println(READY);
      out.flush();
      out.println(codec.write(new DirectReader(new SqliteDatabases()).read(kind, copies)));
      out.flush();
      return DONE;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("restorebot " + ReaderCommand.OPERATION + ": " + e.getMessage());
      return FAILED;
    }
  }

  /// Nothing of the bot's is read from now on but its own program and what it is about, nothing is written but in the folders of that, nobody
  /// on the network is reached, and no other process is ended; where the kernel offers that.
  private static void confine(Collection<Path> copies) throws IOException {
    var landlock = Landlock.offered();
    if (landlock.isPresent()) {
      var program = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).map(Path::of);
      var system =
          Stream.concat(Stream.of("/usr", "/lib", "/lib64", "/etc", "/sys", "/dev", System.getProperty("java.home")),
              // Of /proc what Java looks at, and nothing of other processes, whose variables are there.
              Stream.of("self", "meminfo", "cpuinfo", "stat", "sys", "cgroups").map("/proc/"::concat)).map(Path::of);
      var own = Stream.concat(copies.stream().map(copy -> copy.toAbsolutePath().resolveSibling(".").normalize()),
          Stream.of(Path.of("").toAbsolutePath())).distinct().toList();
      landlock.get().nothingBut(Stream.concat(program, system).toList(), own);
    }
  }
}
