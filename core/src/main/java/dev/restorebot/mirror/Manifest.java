package dev.restorebot.mirror;

import dev.restorebot.files.FileTotals;
import dev.restorebot.mirror.MirrorDownload.Arrived;
import dev.restorebot.mirror.MirrorDownload.Listener;
import dev.restorebot.text.ByteSize;

/// Counts what of a mirror has arrived, and from where. Thread-safe.
final class Manifest {
  private final Mirror planned;
  private final Listener listener;
  private FileTotals fetched = FileTotals.NOTHING;
  private FileTotals taken = FileTotals.NOTHING;
  private FileTotals kept = FileTotals.NOTHING;
  private long bytes;

  Manifest(Mirror planned, Listener listener) {
    this.planned = planned;
    this.listener = listener;
  }

  /// So many bytes of a file that is being fetched have come.
  synchronized void advanced(long more) {
    bytes += more;
    tell();
  }

  /// A file whose bytes have been told is whole.
  synchronized void fetched(ByteSize size) {
    fetched = fetched.plus(size);
    tell();
  }

  /// A file was copied from the service's own folder.
  synchronized void taken(ByteSize size) {
    taken = taken.plus(size);
    bytes += size.bytes();
    tell();
  }

  /// A file was there.
  synchronized void kept(ByteSize size) {
    kept = kept.plus(size);
    bytes += size.bytes();
    tell();
  }

  private void tell() {
    var files = fetched.files() + taken.files() + kept.files();
    listener.at(planned.definition().name(), new FileTotals(files, new ByteSize(bytes)),
        new FileTotals(planned.files(), planned.size()));
  }

  /// All of it.
  synchronized Arrived arrived(long removed, LeftOut leftOut) {
    return new Arrived(fetched, taken, kept, removed, leftOut);
  }
}
