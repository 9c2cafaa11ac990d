package dev.restorebot.knot;

/// Whether a database still knows what it knew: a knot that finds none makes itself an empty one, and goes on as if nothing had been.
final class Known {
  private Known() {}

  /// True if `live` knows less than half of the repositories that `snapshot` knows: owners delete some, and not most of them at
  /// once.
  static boolean few(Holdings live, Holdings snapshot) {
    var known = snapshot.with(KnotItem.LISTED);
    var still = known.stream().filter(item -> live.has(item.id(), KnotItem.LISTED)).count();
    return known.size() > 1 && 2 * still < known.size();
  }
}
