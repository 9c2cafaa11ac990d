package dev.restorebot.knot;

/// The codes of the signs that only a knot shows.
final class KnotSign {
  /// The table `acl` is empty.
  static final String NO_ACL = "acl-empty";
  /// The database knows few of the repositories that the newest snapshot knows.
  static final String FORGOTTEN = "database-begun-anew";
  /// The table `acl` has rows with which a knot does not start.
  static final String ACL_MALFORMED = "acl-malformed";
  /// Repositories to which their owners lack rights. Subjects: repositories.
  static final String ACCESS_MISSING = "access-missing";
  /// Repositories to which the knot does not let their owners push, though its database does. Subjects: repositories.
  static final String PUSH_DENIED = "push-denied";

  /// Not one repository is on the volume, and the database knows some.
  static final String NONE_LEFT = "no-repositories";
  /// Repositories that the database knows, that are not on the volume, and that the mirror has. Subjects: repositories.
  static final String GONE = "repositories-gone";
  /// Repositories that the database knows, that are not on the volume, and that the mirror does not have either. Subjects:
  /// repositories.
  static final String GONE_EVERYWHERE = "repositories-gone-everywhere";
  /// Repositories without `refs/`: git does not take them for repositories. Subjects: repositories.
  static final String NO_REFS = "repositories-without-refs";
  /// Repositories without `HEAD`. Subjects: repositories.
  static final String NO_HEAD = "repositories-without-head";
  /// Repositories of which objects are missing or damaged. Subjects: repositories.
  static final String BROKEN = "repositories-broken";
  /// Repositories whose `post-receive` may not be run. Subjects: repositories.
  static final String HOOK_CLOSED = "hooks-closed";
  /// Repositories of which something in `post-receive.d` may not be run. Subjects: repositories.
  static final String FEED_CLOSED = "feed-hooks-closed";

  /// Repositories that the knot does not open, though they are on the volume. Subjects: repositories.
  static final String UNOPENED = "repositories-unopened";
  /// Repositories with branches in which the knot finds none. Subjects: repositories.
  static final String NO_BRANCHES = "repositories-without-branches";
  /// Repositories about which the knot answers with an error of its own. Subjects: repositories.
  static final String FAILING = "knot-failing";
  /// The knot does not say who owns it.
  static final String OWNER_UNTOLD = "owner-untold";
  /// It does not answer.
  static final String SILENT = "knot-silent";
  /// Something else answers in its place.
  static final String STRANGER = "not-the-knot";

  /// Its log tells of a damaged database.
  static final String LOG_CORRUPT = "log-corrupt";
  /// Its log tells of a database that it may not write to.
  static final String LOG_READONLY = "log-readonly";
  /// Its log tells of a disk without room.
  static final String LOG_FULL = "log-full";
  /// Its log tells of a malformed row about rights.
  static final String LOG_POLICY = "log-policy";

  private KnotSign() {}
}
