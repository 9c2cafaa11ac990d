package dev.restorebot.snapshot;

import dev.restorebot.service.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What snapshots turned out to be when they were opened, so that nobody has to open them again to say it; on disk when a method
/// returns. Keeps what was noted last of each service, and forgets the rest. Blocks; thread-safe.
public interface SnapshotBook {
  /// How many snapshots of a service are remembered.
  int REMEMBERED = 1000;

  /// So often the reading of a snapshot may begin and not come to an end before it is left alone.
  int DEATHS = 2;

  /// For so long.
  Duration REST = Duration.ofDays(1);

  /// What is known of `snapshot`, which counts as another one once any object of it was written anew.
  Optional<VerificationRecord> of(ServiceName service, Snapshot snapshot);

  /// Notes what `snapshot` turned out to be.
  void note(ServiceName service, Snapshot snapshot, VerificationRecord insight, Instant at);

  /// Notes that `snapshot` is about to be read, so that it is known which one it was that ended whoever read it.
  ///
  /// @return until when it must not be read, because reading it began [#DEATHS] times and came to no end; then nothing is noted. After that
  ///     it may be tried once more
  Optional<Instant> begin(ServiceName service, Snapshot snapshot, Instant at);

  /// Notes that reading `snapshot` has come to an end, whatever it found.
  void end(ServiceName service, Snapshot snapshot);

  /// How many objects of a service are remembered as they were first found good.
  int SIGHTS = 5000;

  /// What the object at `place` was when it was first found good, if it was.
  ///
  /// @param place the store, the bucket and the key
  Optional<Sight> sight(ServiceName service, String place);

  /// Notes what the object at `place` is, where nothing is noted of it yet.
  void sight(ServiceName service, String place, Sight sight);
}
