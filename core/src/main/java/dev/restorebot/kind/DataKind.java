package dev.restorebot.kind;

import dev.restorebot.snapshot.Databases;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The part of a kind that knows its files. Runs in the worker, on private copies of databases, and in the bot on a
/// snapshot fetched to scratch. Stateless; thread-safe.
public interface DataKind {
  /// The word of the configuration: `pds`.
  String name();

  /// The tables without which `database` is not a backup of this kind.
  Set<String> requiredTables(String database);

  /// What the databases hold. A database that is missing or cannot be read is said in [Contents#unreadable()].
  ///
  /// @param databases private copies on a local disk, by database name
  Contents contents(Databases opener, Map<String, Path> databases);

  /// What else of the service lies on the volume at `root`, beside its databases; only names are looked at, no file is
  /// opened. Merged with [#contents] for what exists now.
  Contents kept(Path root);

  /// Adapts databases to the world they come back to, before they go live. Idempotent: done again on the same copies
  /// with the same arguments, it changes nothing that matters.
  ///
  /// @param staged private, verified copies that will go live; may be edited through `opener`
  /// @param displaced private copies of what was live, as far as they can be read
  /// @param parameters what [ServiceKind#fixUpParameters] said
  /// @throws FixUpException if it cannot be done
  FixUp fixUp(Databases opener, Map<String, Path> staged, Map<String, Path> displaced, Map<String, String> parameters);
}
