package dev.restorebot.volume;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// The folder of one run on a volume, `.restorebot/<run>`: what is staged, displaced and journaled lies there.
public record RunFolder(String run) {
  /// The folder below the root of a volume in which restorebot keeps everything of its own.
  public static final String HOME = ".restorebot";
  private static final Pattern FORM = Pattern.compile("r-[a-z0-9]{4,20}");

  /// @throws IllegalArgumentException if `run` does not have the form of a run's id
  public RunFolder {
    if (!FORM.matcher(run).matches()) {
      throw new IllegalArgumentException("not the id of a run: " + run);
    }
  }

  /// Its path below the root of a volume.
  public String path() {
    return HOME + "/" + run;
  }

  /// Where it is below the root of `volume`.
  public Path on(Path volume) {
    return volume.resolve(HOME).resolve(run);
  }
}
