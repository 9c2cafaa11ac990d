package dev.restorebot.kind;

import java.util.List;
import java.util.Set;

/// What people consented to beyond the restore itself.
///
/// @param granted the rights to give
/// @param accepted the codes of the findings that do not stand in the way, and of what is to be done otherwise than usual
public record Consent(List<Grant> granted, Set<String> accepted) {
  /// Nothing but the restore.
  public static final Consent NONE = new Consent(List.of(), Set.of());

  public Consent {
    granted = List.copyOf(granted);
    accepted = Set.copyOf(accepted);
  }
}
