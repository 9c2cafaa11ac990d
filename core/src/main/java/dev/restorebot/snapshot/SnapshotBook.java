package dev.restorebot.snapshot;

import dev.restorebot.service.ServiceName;
import java.time.Instant;
import java.util.Optional;

/// What snapshots turned out to be when they were opened, so that nobody has to open them again to say it; on disk when a method
/// returns. Keeps what was noted last of each service, and forgets the rest. Blocks; thread-safe.
public interface SnapshotBook {
  /// How many snapshots of a service are remembered.
  int REMEMBERED = 1000;

  /// What is known of `snapshot`, which counts as another one once any object of it was written anew.
  Optional<Insight> of(ServiceName service, Snapshot snapshot);

  /// Notes what `snapshot` turned out to be.
  void note(ServiceName service, Snapshot snapshot, Insight insight, Instant at);
}
