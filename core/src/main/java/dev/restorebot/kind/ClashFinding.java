package dev.restorebot.kind;

import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.mirror.LeftOut;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells of the files of a mirror that make room for others.
public final class ClashFinding {
  private ClashFinding() {}

  /// What to tell of the mirror of `folder`; empty if nothing of it makes room.
  public static Optional<Finding> of(String folder, LeftOut leftOut, DataKind data) {
    if (leftOut.clashing() == 0) {
      return Optional.empty();
    }
    var named = leftOut.clashes().stream().map(clash -> clash.words(path -> data.called(folder + "/" + path)))
        .collect(Collectors.joining("; "));
    var more = leftOut.clashing() - leftOut.clashes().size();
    return Optional.of(new Finding(Severity.WARNING, "names-clash", "In the mirror of " + folder
        + ", a file has the name of a folder with other files, and a disk cannot have both: one was deleted before the other"
        + " was made, or a tool wrote a folder down as an empty file. Left out: " + named
        + (more > 0 ? "; and " + more + " more." : ".")));
  }
}
