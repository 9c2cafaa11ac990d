package dev.restorebot.bot.terminal;

import dev.restorebot.run.RunId;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.worker.WorkerCodec.Line;
import java.io.PrintStream;

/// Shows how far a step is, on a line that is written over. For terminals only.
record Ticker(PrintStream out) {
  void show(RunId run, Line.Advanced progress) {
    out.print("\r" + run + " " + Paper.plain(progress.what()) + ": " + new ByteSize(progress.done())
        + " of " + new ByteSize(progress.total()) + "\u001b[K\r");
    out.flush();
  }
}
