package dev.restorebot.plan;

import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked for.
///
/// @param why the reason they gave, or null
/// @param mirrors which state of untimestamped mirrors to take
/// @param accepted the codes of findings that shall not stand in the way
public record Request(ServiceName service, Selector selector, Extent extent, Mirrors mirrors,
    @Nullable String why, Set<String> accepted) {
  /// Which state of mirrors to take, which have no timestamp.
  public enum Mirrors {
    /// What is in the bucket.
    NOW,
    /// The versions that were in the bucket when the snapshot was made.
    AS_OF_SNAPSHOT
  }

  /// How far to go.
  public enum Extent {
    /// Stop after the plan.
    PREVIEW,
    /// Restore, with the approvals it takes.
    RESTORE,
    /// Restore into scratch space, to prove that it could be done. Nobody's volume is touched, so nobody has to approve.
    DRILL
  }

  public Request {
    accepted = Set.copyOf(accepted);
  }

  /// True if nothing is to be restored: the service's own data is amended.
  public boolean ofPresent() {
    return selector instanceof Selector.Present;
  }

  /// The reason given, if any.
  public Optional<String> reason() {
    return Optional.ofNullable(why);
  }
}
