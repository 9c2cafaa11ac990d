package dev.restorebot.worker;

import dev.restorebot.kind.Sign;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.nio.file.FileStore;
import java.util.List;

/// The space of the file system that a volume is, and whether anybody may write to it.
///
/// @param free how much fits
/// @param total how much it holds; 0 where the file system does not tell
record VolumeSpace(ByteSize free, ByteSize total, boolean readOnly) {
  /// With less than that, SQLite cannot make the files that it needs beside a database.
  private static final ByteSize NOTHING = new ByteSize(1L << 20);
  /// With less than that, and less than a twentieth of the whole, it is nearly full.
  private static final ByteSize LITTLE = new ByteSize(1L << 30);
  private static final int TWENTIETH = 20;

  static VolumeSpace of(FileStore store) throws IOException {
    return new VolumeSpace(new ByteSize(store.getUsableSpace()), new ByteSize(store.getTotalSpace()),
        store.isReadOnly());
  }

  /// What is wrong with it. What a full volume is, matters to nobody where it may not be written to.
  List<Sign> signs() {
    if (readOnly) {
      return List.of(new Sign(Sign.VOLUME_READ_ONLY, "the volume is mounted read-only"));
    }
    if (total.bytes() == 0) {
      return List.of();
    }
    var text = free + " of " + total + " are free";
    if (free.compareTo(NOTHING) < 0) {
      return List.of(new Sign(Sign.VOLUME_FULL, "the volume is full: " + text));
    }
    return free.compareTo(LITTLE) < 0 && free.bytes() < total.bytes() / TWENTIETH
        ? List.of(new Sign(Sign.VOLUME_NEARLY_FULL, "the volume is nearly full: " + text))
        : List.of();
  }
}
