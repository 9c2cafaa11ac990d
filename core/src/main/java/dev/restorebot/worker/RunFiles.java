package dev.restorebot.worker;

import dev.restorebot.volume.RunFolder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /// Puts away what only a replace or an undo makes in the run's folder: while neither has begun, somebody else made it.
  ///
  /// @return where it is now, below the root of the volume
  List<String> putAwayForeign() throws IOException {
    var foreign = new ArrayList<String>();
    volume.putAway(sealedJournal()).ifPresent(foreign::add);
    for (var place : List.of(Place.PREPARED, Place.DISPLACED, Place.SET_ASIDE)) {
      volume.putAway(folder().resolve(place.word())).ifPresent(foreign::add);
    }
    return foreign;
  }
}
