package dev.restorebot.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the options of a mount mean for a restore. Their names are those of file systems that keep their data in an object store.
final class MountOptions {
  private MountOptions() {}

  /// @param options empty if they cannot be seen
  static List<Requirement> of(String what, Optional<List<String>> options) {
    if (options.isEmpty()) {
      return List.of(Requirement.doubtful(what, "its mount options cannot be seen",
          "Look yourself that it is not mounted with `writeback`: kubectl get pv -o yaml."));
    }
    var requirements = new ArrayList<Requirement>();
    for (var option : options.get()) {
      switch (option.strip().replaceFirst("^-+", "").replaceFirst("=.*$", "")) {
        case "writeback" -> requirements.add(Requirement.doubtful(what,
            "is mounted with `writeback`: what is written may"
                + " be on one node alone for a while, after fsync too",
            "Take the option away, or see that the node's cache is uploaded before the service starts elsewhere."));
        case "ro", "read-only" -> requirements.add(Requirement.missing(what, "is mounted read-only",
            "Mount it so that it can be written."));
        case "all-squash", "root-squash" -> requirements.add(Requirement.doubtful(what, "is mounted with `" + option
            + "`, which changes whom files belong to",
            "See that `volume.owner` is who the files belong to through it."));
        default -> {
          // Of no concern here.
        }
      }
    }
    return requirements;
  }
}
