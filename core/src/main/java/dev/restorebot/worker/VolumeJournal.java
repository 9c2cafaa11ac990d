package dev.restorebot.worker;

import java.io.IOException;
import java.util.List;

/// What one run did on a volume, kept on that volume: it only grows. Confined to the worker that holds the volume's lock.
interface VolumeJournal {
  /// Everything in it, oldest first; empty if there is no journal yet.
  List<VolumeEntry> entries() throws IOException;

  /// Returns once `entry` is durable.
  void append(VolumeEntry entry) throws IOException;
}
