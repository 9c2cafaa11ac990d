package dev.restorebot.worker;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Count;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Remains;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.pds.PdsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A PDS that keeps a folder beside its databases, in which whatever has a `HEAD` is one thing. Mending writes `mended` into the
/// folder.
final class FolderKind implements DataKind {
  private final PdsFiles pds = new PdsFiles();

  @Override
  public String name() {
    return pds.name();
  }

  @Override
  public Set<String> requiredTables(String database) {
    return pds.requiredTables(database);
  }

  @Override
  public Contents contents(Databases opener, Map<String, Path> databases) {
    return pds.contents(opener, databases);
  }

  @Override
  public Contents kept(Path root) {
    return pds.kept(root);
  }

  @Override
  public FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters, Remains remains) {
    return FixUp.NOTHING;
  }

  @Override
  public boolean leftOver(String path) {
    return path.endsWith(".lock");
  }

  @Override
  public boolean whole(Path folder) {
    return Files.exists(folder.resolve("HEAD"));
  }

  @Override
  public RepairResult mend(Path staged, Path live, Count count) throws IOException {
    count.at("mending", 1, 1);
    if (Files.isDirectory(staged.resolve("repositories"))) {
      Files.writeString(staged.resolve("repositories/mended"), "mended");
    }
    return new RepairResult(Contents.EMPTY, List.of("Wrote mended."), List.of());
  }
}
