package dev.restorebot.knot;

import dev.restorebot.database.Databases;
import dev.restorebot.database.Databases.DatabaseException;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Count;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Remains;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.kind.Sign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files of a knot: one database, whatever it is called, and bare repositories. What its items and numbers are is told by
/// [KnotItem].
///
/// Repositories are looked for in folders that are called by a DID; see [Repositories#below]. That their hooks can be executed
/// is seen to, and seen, in [#mend]; that what goes live is what was mended, modes included, is proved by its digest.
public final class KnotFiles implements DataKind {
  /// The parameter of the fix-up that names the repositories whose owners are given access.
  static final String GRANTS = "grants";
  /// These tables every version has (source: `knotserver/db/init.go`, later `db.go`).
  private static final Set<String> REQUIRED = Set.of("acl", "known_dids", "public_keys", "_jetstream", "events");

  private final Git git;

  public KnotFiles(Git git) {
    this.git = git;
  }

  @Override
  public String name() {
    return "knot";
  }

  @Override
  public Set<String> requiredTables(String database) {
    return REQUIRED;
  }

  @Override
  public Contents contents(Databases opener, Map<String, Path> databases) {
    if (databases.size() != 1) {
      return unreadable(databases.isEmpty()
          ? "There is no database of the knot."
          : "A knot has one database, and here are " + databases.size() + ".");
    }
    try {
      return opener.readSound(databases.values().iterator().next(), KnotDatabase::contents);
    } catch (DatabaseException e) {
      return unreadable("The database of the knot cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Contents unreadable(String sentence) {
    return new Contents(List.of(), new TreeMap<>(), null, List.of(sentence));
  }

  @Override
  public Contents kept(Path root) {
    return new RepositoryItems(git).below(root);
  }

  @Override
  public boolean tells(String path) {
    return Layout.tells(path) && !Layout.leftOver(path);
  }

  @Override
  public Optional<Item> shown(String path) {
    return Layout.repository(path)
        .map(id -> new Item(id, Words.of(id), new TreeSet<>(Set.of(KnotItem.REPOSITORY)), new TreeMap<>()));
  }

  @Override
  public boolean leftOver(String path) {
    return Layout.leftOver(path);
  }

  @Override
  public String called(String path) {
    return Layout.called(path);
  }

  @Override
  public boolean whole(Path folder) {
    return Layout.isRepository(folder);
  }

  @Override
  public RepairResult mend(Path staged, Path live, Count count) throws IOException {
    return new MirrorMending(git, staged, live).run(count);
  }

  @Override
  public FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters, Remains remains) {
    var granted = parameters.getOrDefault(GRANTS, "");
    if (granted.isEmpty()) {
      return FixUp.NOTHING;
    }
    if (staged.size() != 1) {
      throw new FixUpException("a knot has one database, and here are " + staged.size());
    }
    var database = staged.entrySet().iterator().next();
    return AccessFixUp.read(granted).apply(opener, database.getKey(), database.getValue());
  }

  @Override
  public Set<String> growing(String database) {
    return Set.of("acl");
  }

  @Override
  public List<Sign> defects(Path root) {
    return new RepositoryDefects(git).below(root);
  }
}
