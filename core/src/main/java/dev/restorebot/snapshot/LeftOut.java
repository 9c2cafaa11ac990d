package dev.restorebot.snapshot;

import java.util.List;

/// What of a mirror is not taken, although it was listed.
///
/// @param leftOvers how many objects are what a writer left behind
/// @param refused how many objects have keys that are no path of a file
/// @param examples the first of the refused keys, each with the reason; safe to be shown
public record LeftOut(long leftOvers, long refused, List<String> examples) {
  public LeftOut {
    examples = List.copyOf(examples);
  }
}
