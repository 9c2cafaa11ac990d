package dev.restorebot.facts;

import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Sight;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotBook;
import dev.restorebot.snapshot.VerificationRecord;
import java.time.Instant;
import java.util.Optional;

/// Remembers nothing.
public record ForgetfulBook() implements SnapshotBook {
  @Override
  public Optional<VerificationRecord> of(ServiceName service, Snapshot snapshot) {
    return Optional.empty();
  }

  @Override
  public void note(ServiceName service, Snapshot snapshot, VerificationRecord insight, Instant at) {}

  @Override
  public Optional<Instant> begin(ServiceName service, Snapshot snapshot, Instant at) {
    return Optional.empty();
  }

  @Override
  public void end(ServiceName service, Snapshot snapshot) {}

  @Override
  public Optional<Sight> sight(ServiceName service, String place) {
    return Optional.empty();
  }

  @Override
  public void sight(ServiceName service, String place, Sight sight) {}
}
