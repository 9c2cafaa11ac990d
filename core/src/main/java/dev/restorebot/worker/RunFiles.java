package dev.restorebot.worker;

import java.nio.file.Path;

/// Where the files of one run are on its volume.
record RunFiles(Volume volume, RunFolder run) {
  /// The folder of the run.
  Path folder() {
    return volume.path(name());
  }

  /// The folder of `place` below the run's.
  Path folder(Place place) {
    return volume.path(name() + "/" + place.word());
  }

  /// The journal of the run.
  Path journal() {
    return volume.path(name() + "/journal");
  }

  /// The file whose live path is `file`, in `place`.
  Path path(Place place, String file) {
    var live = volume.live(file);
    return place == Place.LIVE ? live : volume.path(name() + "/" + place.word() + "/" + file);
  }

  private String name() {
    return RunFolder.HOME + "/" + run.run();
  }
}
