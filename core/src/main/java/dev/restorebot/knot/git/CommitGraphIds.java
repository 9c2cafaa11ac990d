package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/// Where in a commit-graph the ids of its commits stand, one behind the other. Format:
/// https://git-scm.com/docs/gitformat-commit-graph.
///
/// @param bytes a multiple of an id's length
record CommitGraphIds(long from, long bytes) {
  private static final int SIGNATURE = 0x43475048; // CGPH
  private static final int VERSIONS = 0x0101; // of the format, and SHA-1
  private static final int IDS = 0x4f49444c; // OIDL
  private static final int HEADER = 8;
  private static final int ENTRY = 12;

  /// Empty if it has no form that is known.
  static Optional<CommitGraphIds> in(SeekableByteChannel graph) throws IOException {
    var header = PackCheck.read(graph, 0, HEADER);
    if (header.getInt() != SIGNATURE || header.getShort() != VERSIONS) {
      return Optional.empty();
    }
    var chunks = Byte.toUnsignedInt(header.get());
    var table = PackCheck.read(graph, HEADER, (chunks + 1) * ENTRY);
    for (var chunk = 0; chunk < chunks; chunk++) {
      if (table.getInt(chunk * ENTRY) == IDS) {
        var from = table.getLong(chunk * ENTRY + Integer.BYTES);
        var to = table.getLong((chunk + 1) * ENTRY + Integer.BYTES);
        return from < HEADER || to < from || to > graph.size() || (to - from) % PackCheck.HASH != 0
            ? Optional.empty()
            : Optional.of(new CommitGraphIds(from, to - from));
      }
    }
    return Optional.empty();
  }
}
