package dev.restorebot.knot;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of a repository below the folder of repositories, in the layout `<owner>/<name>`: who owns it follows from where
/// it lies. Holds nothing that could mean anything to a shell, to SQL, or to the comma-separated lines as which a knot reads
/// its table `acl`.
///
/// @param owner the DID of the owner
/// @param name as the owner called it
record RepositoryPath(String owner, String name) {
  /// What a column of the table `acl` holds at most.
  private static final int COLUMN = 255;
  private static final Pattern FORM =
      Pattern.compile("(did:[a-z0-9]{1,32}:[A-Za-z0-9._:%-]{1,200})/((?!\\.{1,2}$)[A-Za-z0-9._-]{1,100})");
  private static final List<String> OWNERS = List.of("settings", "push", "owner", "invite", "delete");

  /// The path in `text`; empty if it is of another form, or too long for a row.
  static Optional<RepositoryPath> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches() && text.length() <= COLUMN
        ? Optional.of(new RepositoryPath(match.group(1), match.group(2)))
        : Optional.empty();
  }

  /// The six rows that a knot writes when the repository is made (source: `repoPolicies` of `rbac/rbac.go`).
  List<AclRow> rows() {
    return rows(owner, toString());
  }

  /// The six rows about `repository` for `owner`.
  static List<AclRow> rows(String owner, String repository) {
    return Stream.concat(OWNERS.stream().map(right -> AclRow.policy(owner, repository, "repo:" + right)),
        Stream.of(AclRow.policy(AclRow.KNOT_OWNER, repository, "repo:delete"))).toList();
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
