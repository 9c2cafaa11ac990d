package dev.restorebot.knot;

import dev.restorebot.service.Amendment;
import dev.restorebot.service.AmendmentWords;
import java.util.List;

/// The amendment of a knot: owners are given the rights to their repositories that the database lacks.
public final class KnotAmendment {
  /// What messages about it call it.
  public static final AmendmentWords WORDS = new AmendmentWords("acl", "right", "rights", "Grant access", "grant",
      "granted", "what these rows allow, such as pushing to these repositories, is refused");

  /// All that is said of it.
  public static final Amendment RIGHTS = new Amendment(WORDS, List.of("access", "rights", "permissions", "grant"),
      "Restored data may lack rights, as when a repository is newer than the database that lists who may push to it.",
      "pushes are refused", "has every right that could be derived",
      "Rights that people gave to others cannot be derived: they must give them again.");

  private KnotAmendment() {}
}
