package dev.restorebot.knot;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Item;
import dev.restorebot.knot.KnotApi.BranchesAnswer;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Absent;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Listed;
import dev.restorebot.knot.KnotApi.BranchesAnswer.None;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Refused;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges what a knot answers about one repository that was restored, or kept, and says what a wrong answer means.
final class RepositoryCheck {
  /// A `200 {}` of a repository that has branches.
  static final String NO_BRANCH = "the knot finds no branch in it: git fails there, as it does without refs/, or its"
      + " branches are gone";
  /// A `204`, or the error of newer knots.
  static final String ABSENT = "the knot cannot open it: its folder is missing, or is no repository";
  /// What an error of the knot that says nothing else means.
  static final String UNCLEAR = "an answer that says nothing about its data";
  private static final String BRANCHES = "refs/heads/";
  private static final int TOLD = 5;

  private RepositoryCheck() {}

  static String name(Item repository) {
    return "repository " + repository.label();
  }

  /// The commit of each branch that was restored, by its name without `refs/heads/`.
  static SortedMap<String, String> branches(Item restored) {
    var branches = new TreeMap<String, String>();
    restored.versions().forEach((name, commit) -> {
      if (name.startsWith(BRANCHES)) {
        branches.put(name.substring(BRANCHES.length()), commit);
      }
    });
    return branches;
  }

  static CheckResult of(Item restored, BranchesAnswer answer) {
    var expected = branches(restored);
    return switch (answer) {
      case Listed(var commits) -> listed(restored, expected, commits);
      case None _ -> expected.isEmpty()
          ? CheckResult.passed(name(restored), isKept(restored) ? "empty, as before" : "empty, as it was restored")
          : CheckResult.failed(name(restored), NO_BRANCH + " (HTTP 200 {})");
      case Absent _ -> CheckResult.failed(name(restored), ABSENT + " (HTTP 204)");
      case Refused(var status, var error, var message) -> CheckResult.failed(name(restored),
          meaning(status, error) + " (HTTP " + status + " " + words(error, message) + ")");
      case Unreachable(var reason) -> CheckResult.failed(name(restored), "no answer: " + reason);
    };
  }

  private static String words(String error, String message) {
    if (error.isEmpty() && message.isEmpty()) {
      return "without a reason";
    }
    return Words.of(error.isEmpty() || message.isEmpty() ? error + message : error + ": " + message);
  }

  /// What it means that a knot answers `error` about a repository.
  static String meaning(int status, String error) {
    if (error.equals("RepoNotFound")) {
      return ABSENT;
    }
    return status >= 500 ? "the knot failed: see its log" : UNCLEAR;
  }

  private static CheckResult listed(Item restored, SortedMap<String, String> expected,
      SortedMap<String, String> commits) {
    var wrong = differences(restored, commits);
    if (!wrong.isEmpty()) {
      return CheckResult.failed(name(restored), Words.list(wrong, TOLD));
    }
    var more = commits.size() - expected.size();
    return CheckResult.passed(name(restored), Words.number(expected.size(), "branch", "branches")
        + (isKept(restored) ? " at the same commits as before" : " at the restored commits")
        + (more == 0 ? "" : ", and " + more + " pushed since"));
  }

  private static boolean isKept(Item repository) {
    return repository.has(KnotItem.KEPT);
  }

  /// Where what the knot answers is not what was restored, or kept.
  static List<String> differences(Item restored, SortedMap<String, String> commits) {
    var wrong = new ArrayList<String>();
    branches(restored).forEach((branch, commit) -> {
      var now = commits.get(branch);
      if (now == null) {
        wrong.add(Words.of(branch) + " is missing");
      } else if (!now.equals(commit)) {
        wrong.add(Words.of(branch) + " is at " + Words.commit(now) + (isKept(restored)
            ? " and was kept at " + Words.commit(commit) + ": pushed to since, or not what was kept"
            : " and was restored at " + Words.commit(commit)
                + ": pushed to since, or the restore did not take effect"));
      }
    });
    return wrong;
  }
}
