package dev.restorebot.plan;

import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked for.
///
/// @param why the reason they gave, or null
/// @param accepted the codes of findings that shall not stand in the way
public record Request(ServiceName service, Selector selector, Extent extent, @Nullable String why,
    Set<String> accepted) {
  /// How far to go.
  public enum Extent {
    /// Stop after the plan.
    PREVIEW,
    /// Restore, with the approvals it takes.
    RESTORE
  }

  public Request {
    accepted = Set.copyOf(accepted);
  }

  /// The reason given, if any.
  public Optional<String> reason() {
    return Optional.ofNullable(why);
  }
}
