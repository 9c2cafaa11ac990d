package dev.restorebot.worker;

import dev.restorebot.snapshot.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where the files of one run are on its volume.
record RunFiles(Volume volume, RunFolder run) {
  private static final String JOURNAL = "journal";
  private static final String SEALED_JOURNAL = "sealed-journal";

  /// The folder of the run.
  Path folder() {
    return volume.path(name());
  }

  /// The folder of `place` below the run's.
  Path folder(Place place) {
    return volume.path(name() + "/" + place.word());
  }

  /// The journal of workers without a key: of all that earlier versions did, and of what is staged since.
  Path journal() {
    return folder().resolve(JOURNAL);
  }

  /// The journal of workers with a key.
  Path sealedJournal() {
    return folder().resolve(SEALED_JOURNAL);
  }

  /// The file whose live path is `file`, in `place`.
  Path path(Place place, String file) {
    var live = volume.live(file);
    return place == Place.LIVE ? live : volume.path(name() + "/" + place.word() + "/" + file);
  }

  private String name() {
    return RunFolder.HOME + "/" + run.run();
  }

  /// Moves what only a replace or an undo makes in the run's folder out of the way: while neither has begun, somebody else made it.
  ///
  /// @return where it is now, below the root of the volume
  List<String> setForeignAside() throws IOException {
    var foreign = new ArrayList<String>();
    setAsideForeign(sealedJournal()).ifPresent(foreign::add);
    for (var place : List.of(Place.PREPARED, Place.DISPLACED, Place.SET_ASIDE)) {
      setAsideForeign(folder().resolve(place.word())).ifPresent(foreign::add);
    }
    return foreign;
  }

  /// Moves what is at `path`, in the run's folder and not restorebot's, out of the way; does nothing if nothing is there.
  ///
  /// @return where it is now, below the root of the volume
  Optional<String> setAsideForeign(Path path) throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    // A name that nobody can have taken beforehand.
    var aside = folder().resolve("foreign-" + UUID.randomUUID());
    Files.createDirectory(aside);
    var there = aside.resolve(String.valueOf(path.getFileName()));
    Disk.rename(path, there);
    return Optional.of(volume.root().relativize(there).toString());
  }
}
