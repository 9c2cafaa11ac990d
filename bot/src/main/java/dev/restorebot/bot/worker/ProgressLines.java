package dev.restorebot.bot.worker;

import dev.restorebot.files.FileTotals;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.worker.Progress;
import dev.restorebot.worker.WorkerCodec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Prints progress, at most five times a second, and always when something is complete. Thread-safe.
final class ProgressLines implements Progress {
  private static final long PAUSE = Duration.ofMillis(200).toNanos();

  private final WorkerCodec codec;
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private long next;

  ProgressLines(WorkerCodec codec, PrintStream out, LongSupplier nanoTime) {
    this.codec = codec;
    this.out = out;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  @Override
  public void at(String what, ByteSize done, ByteSize total) {
    print(new OutputLine.Advanced(what, done.bytes(), total.bytes()), done.equals(total));
  }

  @Override
  public void at(String what, FileTotals done, FileTotals total) {
    print(new OutputLine.Advanced(what, done.size().bytes(), total.size().bytes(), done.files(), total.files()),
        done.equals(total));
  }

  @Override
  public void counted(String what, long done, long total) {
    print(new OutputLine.Advanced(what, 0, 0, done, total), done == total);
  }

  private synchronized void print(OutputLine.Advanced line, boolean complete) {
    var now = nanoTime.getAsLong();
    if (now - next < 0 && !complete) {
      return;
    }
    next = now + PAUSE;
    out.println(codec.write(line));
    out.flush();
  }
}
