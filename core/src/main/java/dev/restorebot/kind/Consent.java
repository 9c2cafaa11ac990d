package dev.restorebot.kind;

import java.util.List;
import java.util.Set;

/// What people consented to beyond the restore itself.
///
/// @param additions what is to be added
/// @param accepted the codes of the findings that do not stand in the way, and of what is to be done otherwise than usual
public record Consent(List<Addition> additions, Set<String> accepted) {
  /// Nothing but the restore.
  public static final Consent NONE = new Consent(List.of(), Set.of());

  public Consent {
    additions = List.copyOf(additions);
    accepted = Set.copyOf(accepted);
  }
}
