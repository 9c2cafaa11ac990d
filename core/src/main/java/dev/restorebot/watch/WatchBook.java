package dev.restorebot.watch;

import dev.restorebot.service.ServiceName;
import java.time.Instant;
import java.util.List;

/// What the watch knows, and what it has yet to tell; on disk when a method returns. Blocks; thread-safe.
public interface WatchBook {
  /// What is known of `service`; [Watched#NEVER] if nothing is.
  Watched of(ServiceName service);

  /// Notes what is known of `service` now, and keeps `lines` to be told to everybody, both or neither. No lines: nothing is told.
  void note(ServiceName service, Watched now, Instant at, List<String> lines);

  /// What has not been brought yet, the oldest first.
  List<Announcement> open();

  /// `number` was brought. Repeating it does no harm.
  void brought(long number);
}
