package dev.restorebot.bot.reader;

import dev.restorebot.bot.worker.DataKinds;
import dev.restorebot.json.JsonReadingCodec;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

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
  /// @return 0 if it said what it found, 1 if it could not begin
  public static int run(InputStream in, PrintStream out) {
    try {
      var codec = new JsonReadingCodec();
      var wanted = codec.wanted(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      var kind = Optional.ofNullable(DataKinds.all().get(wanted.kind()))
          .orElseThrow(() -> new IllegalArgumentException("there is no kind " + wanted.kind()));
      var copies = new TreeMap<String, Path>();
      wanted.copies().forEach((name, file) -> copies.put(name, Path.of(file)));
      SqliteDatabases.load();
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
}
