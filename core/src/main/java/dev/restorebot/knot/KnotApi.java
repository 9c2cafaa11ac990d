package dev.restorebot.knot;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is asked of a running knot, without any login. Blocks for at most some seconds for each request and never throws: what
/// went wrong is an answer. Thread-safe.
public interface KnotApi {
  /// The DID of the knot's owner.
  WordAnswer owner();

  /// The knot's version.
  WordAnswer version();

  /// The branches of `repository`, all pages of them.
  BranchesAnswer branches(String repository);

  /// What the knot offers to `git clone` and `git fetch` of `repository`: a real read of it, with git's own program.
  RefsAnswer refs(String repository);

  /// The same, for somebody who waits: answers within some seconds, or says that there was none.
  default KnotApi inHaste() {
    return this;
  }

  /// An answer in one word.
  sealed interface WordAnswer {
    /// The word, cut to a bearable length.
    record Said(String word) implements WordAnswer {}

    /// It answered, and not with that.
    record Refused(int httpStatus, String error, String message) implements WordAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements WordAnswer {}
  }

  /// An answer about branches.
  sealed interface BranchesAnswer {
    /// There are branches.
    ///
    /// @param commits the commit of each branch, by its name without `refs/heads/`
    record Listed(SortedMap<String, String> commits) implements BranchesAnswer {
      public Listed {
        commits = Collections.unmodifiableSortedMap(new TreeMap<>(commits));
      }
    }

    /// It found the repository and no branch: there is none, or git failed and the knot does not say so (`200 {}`).
    record None() implements BranchesAnswer {}

    /// It cannot open the repository, and says so with an answer without content (`204`).
    record Absent() implements BranchesAnswer {}

    /// It answered with an error, or with what is no list.
    ///
    /// @param error the name of the error; empty if the answer had none
    /// @param message cut to a bearable length
    record Refused(int httpStatus, String error, String message) implements BranchesAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements BranchesAnswer {}
  }

  /// An answer to git.
  sealed interface RefsAnswer {
    /// What can be fetched.
    ///
    /// @param refs the object's id of each ref, by its full name
    record Offered(SortedMap<String, String> refs) implements RefsAnswer {
      public Offered {
        refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
      }
    }

    /// It answered, and not in git's protocol.
    record Refused(int httpStatus) implements RefsAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements RefsAnswer {}
  }
}
