package dev.restorebot.worker;

import dev.restorebot.files.Digest;
import dev.restorebot.files.TreeDigest;
import dev.restorebot.kind.DataKind;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Move.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What must move so that one staged folder goes live: the live one is displaced whole, what is in it and not in the staged one
/// is moved on into that, and the staged one takes its place. Each is one rename, however much is in the folder.
///
/// @param path of the folder below the volume
record FolderMoves(RunFiles files, DataKind kind, String path) {
  /// What is kept may be written to as soon as it is live again, so nobody compares it.
  private static final Digest NO_DIGEST = Digest.of(Digest.sha256Engine());

  /// The moves, in the order in which they are made; nothing has moved yet.
  List<Move> plan() throws IOException, InterruptedException {
    var moves = new ArrayList<Move>();
    var live = files.path(Place.LIVE, path);
    var staged = files.path(Place.STAGED, path);
    if (Moves.exists(live)) {
      var kept = kept(live, staged, path);
      moves.add(new Move(Place.LIVE, Place.DISPLACED, stamp(path, live, kept), Form.FOLDER));
      for (var one : kept) {
        moves.add(new Move(Place.DISPLACED, Place.STAGED, new VolumeFile(one, new ByteSize(0), NO_DIGEST), Form.KEPT));
      }
    }
    moves.add(new Move(Place.STAGED, Place.LIVE, stamp(path, staged, List.of()), Form.FOLDER));
    return moves;
  }

  /// What is in `live` and not in `staged`, by its path below the volume, in order. A folder that is one thing is in both or
  /// in one; any other is looked into.
  private List<String> kept(Path live, Path staged, String name) throws IOException, InterruptedException {
    var kept = new ArrayList<String>();
    try (var inside = Files.list(live)) {
      for (var one : inside.sorted().toList()) {
        var other = staged.resolve(String.valueOf(one.getFileName()));
        var below = name + "/" + one.getFileName();
        if (!Moves.exists(other)) {
          kept.add(below);
        } else if (isOpen(one) && isOpen(other)) {
          kept.addAll(kept(one, other, below));
        }
      }
    }
    return kept;
  }

  private boolean isOpen(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && !kind.whole(folder);
  }

  /// What tells whether `folder`, called `name` below the volume, was touched: names, sizes and times of all that is in it,
  /// but for `without`.
  static VolumeFile stamp(String name, Path folder, List<String> without) throws IOException, InterruptedException {
    var left = without.stream().map(one -> folder.resolve(Path.of(name).relativize(Path.of(one)))).toList();
    var stamp = TreeDigest.stamp(folder, left::contains);
    return new VolumeFile(name, stamp.size(), stamp.digest());
  }
}
