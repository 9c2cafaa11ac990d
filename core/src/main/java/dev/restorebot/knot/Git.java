package dev.restorebot.knot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Bare git repositories on a disk. Runs no program and no hook of theirs. Blocks; thread-safe; every method throws
/// [IOException] if the disk failed, and reports what is wrong with a repository in its answer.
public interface Git {
  /// The count at which [#commitsOnlyIn] gives up counting.
  long MOST_COMMITS = 10_000;

  /// What the small files of a repository say: `HEAD`, `packed-refs` and `refs/`. Opens no object, so that a folder without
  /// `objects/` has the same answer. A loose ref counts before a packed one, as for git.
  Refs refs(Path repository) throws IOException;

  /// Puts right what a copy in an object store cannot hold, or holds although git would not: empty folders, modes, a loose
  /// ref that is older than the packed one, a `HEAD` that points nowhere, left-overs of writers. Leaves alone what is no
  /// repository, and one with refs but without objects: [#defects] says so. Idempotent; killed in the middle and run again,
  /// it ends the same. Makes files of objects read-only, as git does.
  Mending mend(Path repository) throws IOException;

  /// Whether everything that its refs lead to is there, as `git fsck --connectivity-only` looks at it; that objects with files of
  /// their own have the content their ids stand for; and that packs are as they were written, for which each is read once.
  ///
  /// @return what is missing or damaged, a sentence each, without the name of the repository; at most ten and how many more
  ///     there are; empty if it is whole
  List<String> defects(Path repository) throws IOException;

  /// How many commits are reachable from each branch or tag of `now` and from none of `backup`, by the ref's name; without
  /// those that have none. A commit of `now` that cannot be read counts as one, and its ancestors do not. A count ends at
  /// [#MOST_COMMITS].
  SortedMap<String, Long> commitsOnlyIn(Path now, Path backup) throws IOException;

  /// What became of a repository; all without its name.
  ///
  /// @param repairs what was put right, a sentence each; modes of files that are no hooks are not worth one
  /// @param doubts where there were two answers, a sentence each: which one counts now, and what the other one was
  /// @param packs those of the repairs after which objects are found that were not, or the other way round
  record Mending(List<String> repairs, List<String> doubts, List<String> packs) {
    public Mending {
      repairs = List.copyOf(repairs);
      doubts = List.copyOf(doubts);
      packs = List.copyOf(packs);
    }

    /// Where packs were as they should be.
    public Mending(List<String> repairs, List<String> doubts) {
      this(repairs, doubts, List.of());
    }
  }

  /// What the small files of a repository say.
  ///
  /// @param head what `HEAD` points to: the name of a ref, or an object's id; empty if there is no `HEAD` that can be read
  /// @param refs the object's id of each ref, by its full name: `refs/heads/main`
  /// @param unreadable what could not be read, a sentence each, without the name of the repository
  record Refs(String head, SortedMap<String, String> refs, List<String> unreadable) {
    public Refs {
      refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
      unreadable = List.copyOf(unreadable);
    }
  }
}
