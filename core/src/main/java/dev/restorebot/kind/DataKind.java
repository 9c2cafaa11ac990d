package dev.restorebot.kind;

import dev.restorebot.database.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The part of a kind that knows its files. Runs in the worker, on private copies of databases, and in the bot on a
/// snapshot fetched to scratch. Stateless; thread-safe.
public interface DataKind {
  /// The word of the configuration.
  String name();

  /// The tables without which `database` is not a backup of this kind.
  Set<String> requiredTables(String database);

  /// What the databases hold. A database that is missing or cannot be read is said in [Contents#unreadable()].
  ///
  /// @param databases private copies on a local disk, by database name
  Contents contents(Databases opener, Map<String, Path> databases);

  /// What else of the service lies on the volume at `root`, beside its databases; only names are looked at, and small files
  /// read that the service never writes in place. Merged with [#contents] for what exists now. Asked of a folder with what
  /// [#tells] chose of the mirrors, too.
  default Contents kept(Path root) {
    return Contents.EMPTY;
  }

  /// Whether the file at `path` below the volume's root must be read to tell what a mirror holds: such as a branch. Asked of
  /// every file of a mirror, so few and small ones should be.
  default boolean tells(String path) {
    return false;
  }

  /// The item that a file at `path` below the volume's root shows to be in a mirror, by its name alone; empty if it shows none.
  default Optional<Item> shown(String path) {
    return Optional.empty();
  }

  /// Whether the file at `path` below the volume's root is what a writer left behind in a mirror, and is never installed.
  default boolean leftOver(String path) {
    return false;
  }

  /// What people call the file at `path` below the volume's root: "the branch main of ...".
  default String called(String path) {
    return path;
  }

  /// Whether the folder `folder` of a mirror or of the volume is one thing, such as a repository, that is replaced as a whole.
  /// What is in a folder that is not, and not in the mirror, is kept.
  default boolean whole(Path folder) {
    return false;
  }

  /// Repairs and checks what was staged of mirrors, before it goes live. Idempotent. Blocks.
  ///
  /// @param staged the folder below which the mirrors' folders lie as on the volume; may be changed
  /// @param live the root of the volume, to compare with; only read, and the service may be running
  /// @param count hears how far it is
  default RepairResult mend(Path staged, Path live, Count count) throws IOException {
    return RepairResult.NOTHING;
  }

  /// Adapts databases to the world they come back to, before they go live. Idempotent: done again on the same copies
  /// with the same arguments, it changes nothing that matters.
  ///
  /// @param staged private, verified copies that will go live; may be edited through `opener`
  /// @param displaced private copies of what was live, as far as they can be read
  /// @param parameters what [ServiceKind#fixUpParameters] said
  /// @param remains what stays on the volume as it is
  /// @throws FixUpException if it cannot be done
  default FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters, Remains remains) {
    return FixUp.NOTHING;
  }

  /// The same where there is no volume.
  default FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters) {
    return fixUp(opener, staged, displaced, parameters, Remains.NONE);
  }

  /// What of what people changed in private goes back with databases, such as passwords: whose it is, and never what it was or is. Only
  /// who has both databases can tell.
  ///
  /// @param staged private, verified copies that will go live
  /// @param live private copies of what is live, as far as they can be read
  default List<Finding> reverted(Databases opener, Map<String, Path> staged, Map<String, Path> live) {
    return List.of();
  }

  /// The rows that [#fixUp] may take out, by database; asked before it, of the same copies.
  default Map<String, Removal> removing(Databases opener, Map<String, Path> staged, Map<String, Path> displaced,
      Map<String, String> parameters) {
    return Map.of();
  }

  /// The tables of `database` whose rows hold nothing that cannot be fetched again; [#fixUp] may do with them what it likes.
  default Set<String> disposable(String database) {
    return Set.of();
  }

  /// The tables of `database` to which [#fixUp] may add rows. With [#changing], [#removing] and [#disposable], that is all that it
  /// may do: what it does is compared with that.
  default Set<String> growing(String database) {
    return Set.of();
  }

  /// The columns that [#fixUp] may change in the rows of `database`, by table; none of them decides in which order rows are stored.
  default Map<String, Set<String>> changing(String database) {
    return Map.of();
  }

  /// What is wrong with files on the volume at `root` that no restore of what they hold would need: modes, links, folders that are
  /// missing. Only names and small files are looked at; the service may be running.
  default List<Sign> defects(Path root) {
    return List.of();
  }
}
