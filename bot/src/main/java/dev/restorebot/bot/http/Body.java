package dev.restorebot.bot.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.Content.Chunk;

/// Reads a body as it arrives. No thread waits for it: Jetty calls again when there is more.
final class Body implements Runnable {
  private final Content.Source source;
  private final Consumer<byte[]> keep;
  private final Consumer<End> ended;
  private long left;

  private Body(Content.Source source, long most, Consumer<byte[]> keep, Consumer<End> ended) {
    this.source = source;
    this.left = most;
    this.keep = keep;
    this.ended = ended;
  }

  /// How the reading ended.
  enum End {
    /// All of it was read.
    WHOLE,
    /// There is more than was allowed, and the rest was not read.
    TOO_LONG,
    /// It ended before it was whole, or is no proper body.
    BROKEN
  }

  /// Tells `whole` all of a body of at most `most` bytes, or `refused` why not.
  static void read(Content.Source source, int most, Consumer<byte[]> whole, Consumer<End> refused) {
    var kept = new ByteArrayOutputStream();
    new Body(source, most, kept::writeBytes, end -> {
      if (end == End.WHOLE) {
        whole.accept(kept.toByteArray());
      } else {
        refused.accept(end);
      }
    }).run();
  }

  /// Reads at most `most` bytes and throws them away, then calls `next`.
  static void discard(Content.Source source, long most, Runnable next) {
    new Body(source, most, _ -> {}, _ -> next.run()).run();
  }

  @Override
  public void run() {
    for (var chunk = source.read(); chunk != null; chunk = source.read()) {
      if (Chunk.isFailure(chunk)) {
        ended.accept(End.BROKEN);
        return;
      }
      var last = chunk.isLast();
      var bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(bytes);
      chunk.release();
      left -= bytes.length;
      if (left < 0) {
        ended.accept(End.TOO_LONG);
        return;
      }
      keep.accept(bytes);
      if (last) {
        ended.accept(End.WHOLE);
        return;
      }
    }
    source.demand(this);
  }
}
