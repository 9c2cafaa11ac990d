package dev.restorebot.mirror;

import dev.restorebot.text.Times;

import dev.restorebot.text.Visible;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/// What of a mirror is not taken, although it was listed.
///
/// @param leftOvers how many objects are what a writer left behind
/// @param refused how many objects have keys that are no path of a file
/// @param examples the first of the refused keys, each with the reason; safe to be shown
/// @param clashing how many files cannot be there beside others
/// @param clashes the first of these
public record LeftOut(long leftOvers, long refused, List<String> examples, long clashing, List<Clash> clashes) {
  public LeftOut {
    examples = List.copyOf(examples);
    clashes = List.copyOf(clashes);
  }

  /// A file that cannot be there beside another one, because one of the two paths needs as a folder what is the other's file.
  ///
  /// @param path below the mirror's folder
  /// @param staying the path of the file that is there instead
  public record Clash(String path, Instant modified, String staying, Instant newer) {
    /// Both, in words that are safe to be shown.
    ///
    /// @param called what people call the file at a path below the mirror's folder
    public String words(UnaryOperator<String> called) {
      return Visible.key(called.apply(path)) + ", of " + Times.moment(modified) + ", for "
          + Visible.key(called.apply(staying)) + ", of " + Times.moment(newer);
    }
  }
}
