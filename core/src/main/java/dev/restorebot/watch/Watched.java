package dev.restorebot.watch;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the watch knows of the backups of one service.
///
/// @param due for which time it looked last
/// @param failures how often in a row it could not look since
/// @param told what people were told is wrong and still is, by a name that tells one trouble from another
public record Watched(Instant due, int failures, SortedMap<String, String> told) {
  /// Nobody has looked yet.
  public static final Watched NEVER = new Watched(Instant.EPOCH, 0, new TreeMap<>());

  public Watched {
    told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
  }
}
