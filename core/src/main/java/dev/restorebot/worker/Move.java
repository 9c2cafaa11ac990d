package dev.restorebot.worker;

import dev.restorebot.worker.Report.VolumeFile;

/// A file that changes its place; its path below the place stays the same.
///
/// @param file as it was when the move was planned
record Move(Place from, Place to, VolumeFile file) {
  String path() {
    return file.path();
  }
}
