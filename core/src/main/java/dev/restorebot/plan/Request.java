package dev.restorebot.plan;

import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked for.
///
/// @param why the reason they gave, or null: untrusted text of one line, to be escaped wherever it is shown
/// @param accepted the codes of findings that shall not stand in the way, in the order given
public record Request(ServiceName service, Intent intent, @Nullable String why, Set<String> accepted) {
  public Request {
    accepted = Collections.unmodifiableSet(new LinkedHashSet<>(accepted));
  }

  /// The reason given, if any.
  public Optional<String> reason() {
    return Optional.ofNullable(why);
  }

  /// True if nothing is to be restored: the service's own data is amended.
  public boolean amends() {
    return amendment().isPresent();
  }

  /// What the amendment is called, if it is one.
  public Optional<AmendmentWords> amendment() {
    return intent instanceof Intent.Amend(var words, _) ? Optional.of(words) : Optional.empty();
  }

  /// True if it is restored into scratch space.
  public boolean isDrill() {
    return intent instanceof Intent.Drill;
  }
}
