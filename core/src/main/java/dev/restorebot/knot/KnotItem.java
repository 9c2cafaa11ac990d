package dev.restorebot.knot;

/// The words in which [dev.restorebot.kind.DataKind#contents] and [dev.restorebot.kind.DataKind#kept] tell what a knot holds.
/// Items are repositories, by the path of their folder below `repositories` (`did:plc:a/site`; a DID alone in the newer
/// layout), and people, by their DID. Among its numbers are its [dev.restorebot.kind.Migrations].
final class KnotItem {
  /// A repository: its folder is there, with a `HEAD`. Its versions are `HEAD` and its refs.
  static final String REPOSITORY = "repository";
  /// A repository, beside [#REPOSITORY]: a restore left it as it was.
  static final String KEPT = "kept";
  /// A repository: its owner has all rows of the table `acl` that the knot itself would write.
  static final String ACCESS = "access";
  /// A repository: the table `acl` has at least one row about it.
  static final String LISTED = "listed";
  /// A repository: something in its small files cannot be read. Without [#REPOSITORY], its `HEAD` is missing.
  static final String DOUBTFUL = "doubtful";
  /// What the part of a repository starts with that somebody may push to beside its owner; the DID follows.
  static final String COLLABORATOR = "collaborator ";
  /// The version of a repository that says where its `HEAD` points to.
  static final String HEAD = "HEAD";
  /// A person: a member of the knot.
  static final String MEMBER = "member";
  /// A person: has a public key. The fingerprints of the keys are versions, with the time of each.
  static final String KEY = "key";
  /// A person: the knot's own owner.
  static final String OWNER = "owner";

  /// How many rows the table `acl` has. Known if the database could be read.
  static final String ACL_ROWS = "acl.rows";
  /// For how many reasons a knot does not start with its table `acl`. Known if there are any.
  static final String ACL_MALFORMED = "acl.malformed";
  /// How many rows the fix-up has added to the table `acl`.
  static final String ACL_ADDED = "acl.added";
  /// What the name of a figure starts with that says how many rows the fix-up added for one repository; its id follows.
  static final String GRANTED = "granted:";
  /// How many events the knot has kept.
  static final String EVENTS = "events";
  /// Up to when the knot has seen changes of keys, members and collaborators, in microseconds since 1970.
  static final String CURSOR = "cursor";
  /// 1 if the table `repo_keys` of newer knots has rows.
  static final String REPO_KEYS = "layout.repo_keys";
  /// How many repositories lie at `<DID of the repository>`, as newer knots have them.
  static final String FLAT = "layout.flat";
  /// How many repositories lie at `<DID of the owner>/<name>`.
  static final String LEGACY = "layout.legacy";

  private KnotItem() {}
}
