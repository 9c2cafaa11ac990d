package dev.restorebot.diagnose;

import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.plan.Candidate;
import dev.restorebot.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the newest snapshots of a service turned out to be when they were opened.
///
/// @param good the newest one that could be restored, if one was found
/// @param check what is in its databases, if it was found
/// @param rejected complete ones that are newer and could not, the newest first
record Survey(@Nullable Candidate good, @Nullable SnapshotCheck check, List<Rejected> rejected) {
  Survey {
    rejected = List.copyOf(rejected);
  }

  /// A snapshot that looks complete and could not be restored.
  record Rejected(Snapshot snapshot, List<String> reasons) {
    Rejected {
      reasons = List.copyOf(reasons);
    }
  }

  Optional<Candidate> candidate() {
    return Optional.ofNullable(good);
  }
}
