package dev.restorebot.bot.terminal;

import dev.restorebot.commands.thread.Progress;
import dev.restorebot.run.RunId;
import dev.restorebot.volume.OutputLine;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Shows how far a step is, on a line that is written over. For terminals only. Thread-safe.
public final class Ticker {
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final Map<RunId, Progress> progress = new ConcurrentHashMap<>();

  /// Shows it on `out`.
  public Ticker(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /// Shows how far `run` is.
  public void show(RunId run, OutputLine.Advanced line) {
    var now = Instant.ofEpochSecond(0, nanoTime.getAsLong());
    var far = progress.compute(run,
        (_, before) -> before == null ? Progress.begin(line, now) : before.next(line, now));
    out.print("\r" + run + " " + Paper.plain(far.words()) + "\u001b[K\r");
    out.flush();
  }
}
