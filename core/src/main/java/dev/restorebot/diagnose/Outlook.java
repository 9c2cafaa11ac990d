package dev.restorebot.diagnose;

import dev.restorebot.kind.Loss;
import dev.restorebot.snapshot.Timestamp;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a restore would bring.
///
/// @param snapshot which one it would take
/// @param age how long ago that was made: what happened since is lost
/// @param loss what it would change; null where that could not be told in time
/// @param unclear why not; empty if it could
public record Outlook(Timestamp snapshot, Duration age, @Nullable Loss loss, String unclear) {
  /// What it would change, where that could be told.
  public Optional<Loss> change() {
    return Optional.ofNullable(loss);
  }
}
