package dev.restorebot.watch;

import dev.restorebot.service.ServiceName;
import java.time.Instant;
import java.util.List;

/// Something that everybody shall hear about the backups of a service.
///
/// @param number by which it is known until it was brought
/// @param lines plain text; untrusted parts of it, such as the names of objects, are escaped by whoever shows it
public record Announcement(long number, ServiceName service, Instant at, List<String> lines) {
  public Announcement {
    lines = List.copyOf(lines);
  }
}
