package dev.restorebot.knot;

import dev.restorebot.cluster.Shell;
import java.util.List;

/// Text from outside as people may see it: made visible, and cut.
final class Words {
  private static final int LENGTH = 120;
  private static final int BRIEF = 7;
  private static final String BRANCHES = "refs/heads/";
  private static final String REFS = "refs/";

  private Words() {}

  /// `text` with a question mark for what cannot be shown, and not longer than people read.
  static String of(String text) {
    var visible = Shell.visible(text);
    return visible.codePointCount(0, visible.length()) <= LENGTH
        ? visible
        : visible.substring(0, visible.offsetByCodePoints(0, LENGTH)) + "…";
  }

  /// A ref as people call it: a branch by its name, another one without `refs/`.
  static String ref(String name) {
    return of(name.startsWith(BRANCHES)
        ? name.substring(BRANCHES.length())
        : name.startsWith(REFS) ? name.substring(REFS.length()) : name);
  }

  /// The first characters of a commit's id, enough for people to compare.
  static String commit(String id) {
    return of(id.substring(0, Math.min(BRIEF, id.length())));
  }

  /// The first `most` of `names`, and how many more there are.
  static String list(List<String> names, int most) {
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }

  /// `one` or `many`, as it suits `count`.
  static String number(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
