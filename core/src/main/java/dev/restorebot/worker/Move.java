package dev.restorebot.worker;

import dev.restorebot.volume.VolumeFile;

/// A file, or a folder with all that is in it, that changes its place; its path below the place stays the same.
///
/// @param file as it was when the move was planned; of a folder, the digest is that of its stamp
record Move(Place from, Place to, VolumeFile file, Form form) {
  /// What moves.
  enum Form {
    FILE, FOLDER,
    /// Something in a folder that moves, and which must not move with it.
    KEPT
  }

  /// The move of a file.
  Move(Place from, Place to, VolumeFile file) {
    this(from, to, file, Form.FILE);
  }

  String path() {
    return file.path();
  }

  boolean is(Form other) {
    return form == other;
  }
}
