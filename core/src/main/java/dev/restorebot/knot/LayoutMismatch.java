package dev.restorebot.knot;

import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import java.util.Optional;

/// Newer knots keep each repository at a DID of its own, whose signing keys are in the table `repo_keys`; what an older one
/// left behind they migrate when they start, and mint a DID for each, in public and for good (source: `knotserver/migrate.go`).
/// So a database and a mirror of different ages do harm that no undo takes back.
final class LayoutMismatch {
  private LayoutMismatch() {}

  /// Why what a snapshot holds does not fit together, or not to the knot that will run; empty if it does.
  ///
  /// @param version of the knot; empty if it does not answer
  static Optional<Finding> between(Holdings snapshot, Holdings live, String version) {
    var keys = snapshot.number(KnotItem.REPO_KEYS) > 0;
    var flat = snapshot.number(KnotItem.FLAT);
    var legacy = snapshot.number(KnotItem.LEGACY);
    var newer = live.number(KnotItem.REPO_KEYS) > 0 || live.number(KnotItem.FLAT) > 0;
    if (flat > 0 && !keys) {
      return refusal("The mirror has " + count(flat)
          + " at a DID of its own, as newer knots keep them, and the snapshot's"
          + " database is of an older knot: it does not know where they are, and holds none of their signing keys. No"
          + " repository could be reached, and their DIDs would be lost. Take a snapshot that was made after the knot was"
          + " updated." + said(version));
    }
    if (legacy > 0 && newer) {
      return refusal("The mirror has " + count(legacy)
          + " at the owner's DID and a name, as older knots keep them, and the"
          + " knot that runs is newer: when it starts, it mints a new DID for each that its database does not know, in"
          + " public and for good. Take a newer mirror, or run the version of the knot that belongs to the snapshot."
          + said(version));
    }
    return flat > 0 && legacy > 0
        ? Optional.of(new Finding(Severity.WARNING, "layout-mixed", "The mirror has " + count(flat)
            + " at a DID of its own and " + count(legacy)
            + " at the owner's DID and a name: a mirror that is only added to"
            + " keeps both when a knot migrates. The knot migrates the latter again when it starts." + said(version)))
        : Optional.empty();
  }

  private static Optional<Finding> refusal(String text) {
    return Optional.of(new Finding(Severity.REFUSAL, "layout-mismatch", text));
  }

  private static String count(long repositories) {
    return Words.number(repositories, "repository", "repositories");
  }

  private static String said(String version) {
    return version.isEmpty()
        ? " The knot does not say its version."
        : " The knot says that it is version " + Words.of(version) + ".";
  }
}
