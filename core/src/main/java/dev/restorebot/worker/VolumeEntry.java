package dev.restorebot.worker;

import dev.restorebot.kind.FixUp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.util.List;

/// One line of the journal on a volume: what an operation is about to do, or has done.
sealed interface VolumeEntry {
  /// A replace prepares what goes live. Nothing has moved, and it may begin anew.
  record ReplaceBegun(List<Part> parts) implements VolumeEntry {
    public ReplaceBegun {
      parts = List.copyOf(parts);
    }
  }

  /// A folder was staged and verified.
  ///
  /// @param part which listing it was staged from
  /// @param folder with the digest of its contents
  record Staged(FolderPart part, VolumeFolder folder) implements VolumeEntry {}

  /// A staged folder goes live, and its contents are still what was verified.
  record Verified(VolumeFolder folder) implements VolumeEntry {}

  /// What the kind's fix-up did to the copies that go live.
  record FixedUp(FixUp fixUp) implements VolumeEntry {}

  /// One file or folder will be moved.
  record Planned(Move move) implements VolumeEntry {}

  /// Everything that the replace will move has been said; from here on files move.
  record ReplaceReady() implements VolumeEntry {}

  /// It is about to be moved.
  record Moving(Move move) implements VolumeEntry {}

  /// It is where it belongs.
  record Moved(Move move) implements VolumeEntry {}

  /// What was staged is live, compared with its digests.
  record Replaced() implements VolumeEntry {}

  /// An undo looks at what is where. Nothing has moved since, and it may begin anew.
  record UndoBegun() implements VolumeEntry {}

  /// A file is live and will stay so: it was never displaced.
  record Stays(VolumeFile file) implements VolumeEntry {}

  /// Everything that the undo will move has been said; from here on files move.
  record UndoReady() implements VolumeEntry {}

  /// What had been displaced is live again, compared with its digests.
  record Undone() implements VolumeEntry {}

  /// The run's folder is being deleted.
  ///
  /// @param size what was in it
  record PurgeBegun(ByteSize size) implements VolumeEntry {}
}
