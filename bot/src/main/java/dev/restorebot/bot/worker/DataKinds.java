package dev.restorebot.bot.worker;

import dev.restorebot.git.JGit;
import dev.restorebot.kind.DataKind;
import dev.restorebot.knot.KnotFiles;
import dev.restorebot.pds.PdsFiles;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds that there are, as processes know them that work on files.
public final class DataKinds {
  private DataKinds() {}

  /// All of them, by name.
  public static Map<String, DataKind> all() {
    return Stream.<DataKind>of(new PdsFiles(), new KnotFiles(new JGit()))
        .collect(Collectors.toMap(DataKind::name, Function.identity()));
  }
}
