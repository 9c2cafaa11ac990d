package dev.restorebot.run;

import dev.restorebot.volume.RunFolder;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a run, as people type it: `r-7k2m4q`.
public record RunId(String value) {
  private static final Pattern FORM = Pattern.compile("r-[a-z0-9]{4,20}");

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("the id of a run looks like r-7k2m4q");
    }
  }

  /// Reads the id of a run; empty if `text` is none.
  public static Optional<RunId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RunId(text)) : Optional.empty();
  }

  /// The run's folder on a volume.
  public RunFolder folder() {
    return new RunFolder(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
