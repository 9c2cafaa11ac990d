package dev.restorebot.knot;

import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Compares a database with the repositories that it will rule, both ways: who lacks which rights, which of them follow from
/// where a repository lies, and what else keeps an owner from pushing.
///
/// @param database what knows of people and rights
/// @param present the repositories whose folders are there, by id
record Access(Holdings database, SortedSet<String> present) {
  /// What one approval can be asked for, and one Job be told; see [AccessFixUp#written].
  private static final int GRANTS = 1000;
  private static final int LETTERS = 60_000;
  private static final int TOLD = 40;

  /// The rights that are missing and follow from who owns the folder that a repository lies in, as many as fit.
  List<Addition> grants() {
    var grants = new ArrayList<Addition>();
    var letters = 0;
    for (var path : derivable()) {
      letters += path.toString().length() + 1;
      if (grants.size() == GRANTS || letters > LETTERS) {
        break;
      }
      grants.add(new Addition(path.toString(), path.rows().stream().map(AclRow::toString).toList()));
    }
    return grants;
  }

  private List<RepositoryPath> derivable() {
    return lacking().stream().flatMap(id -> RepositoryPath.parse(id).stream()).toList();
  }

  private List<String> lacking() {
    return present.stream().filter(id -> !database.has(id, KnotItem.ACCESS)).toList();
  }

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    var granted = grants().size();
    var derivable = derivable().size();
    if (granted > 0) {
      warn(findings, "collaborators-unknown", "Access to " + Words.number(granted, "repository", "repositories")
          + " is derived for their owners from whose folder they lie in. Who else may push cannot be derived: owners must"
          + " add their collaborators again.");
    }
    if (granted < derivable) {
      warn(findings, "grants-limited", (derivable - granted) + " more repositories lack access than can be given it at"
          + " once. Ask for `/restore acl` when this is done.");
    }
    names(findings, "repositories-without-access", lacking().stream()
        .filter(id -> RepositoryPath.parse(id).isEmpty()).toList(),
        "Nobody has all the rights of an owner to these repositories, and who owns them cannot be told from where they"
            + " lie: %s. Their owners cannot push.");
    names(findings, "access-without-repository", database.with(KnotItem.LISTED).stream().map(Item::id)
        .filter(id -> !present.contains(id)).toList(),
        "The database knows these repositories, and they are nowhere: %s. They will answer as if they did not exist.");
    owners(findings);
    return findings;
  }

  private void owners(List<Finding> findings) {
    var owners = new TreeSet<String>();
    present.forEach(id -> RepositoryPath.parse(id).ifPresent(path -> owners.add(path.owner())));
    database.with(KnotItem.OWNER).forEach(owner -> owners.add(owner.id()));
    names(findings, "owners-without-key", owners.stream().filter(without(KnotItem.KEY)).toList(),
        "These owners have no public key in the database: %s. SSH itself will turn them away (\"Permission denied"
            + " (publickey)\"), whatever access they have, which is not the knot's own \"access denied: user not allowed\"."
            + " They must add their keys again, in their profile.");
    names(findings, "owners-not-members", owners.stream().filter(without(KnotItem.MEMBER))
        .filter(without(KnotItem.OWNER)).toList(),
        "These owners are not members of the knot in the database: %s. They cannot make repositories, and the knot follows"
            + " none of their keys. Its owner must add them again.");
  }

  private Predicate<String> without(String part) {
    return id -> !database.has(id, part);
  }

  private static void names(List<Finding> findings, String code, List<String> names, String text) {
    if (!names.isEmpty()) {
      warn(findings, code, text.replace("%s", Words.list(names.stream().map(Words::of).toList(), TOLD)));
    }
  }

  private static void warn(List<Finding> findings, String code, String text) {
    findings.add(new Finding(Severity.WARNING, code, text));
  }
}
