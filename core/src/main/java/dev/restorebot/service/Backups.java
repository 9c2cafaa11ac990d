package dev.restorebot.service;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where the backups of a service are and what belongs to one snapshot.
///
/// @param mirrors folders that are copied as they are at the time, beside the timestamped databases
/// @param schedule when backups are made
/// @param cronJobs the CronJobs that make them, suspended while a restore runs
/// @param tolerance how far apart the timestamps of one snapshot may be
public record Backups(StoreDefinition store, String bucket, CredentialsRef credentials,
    List<DatabaseDefinition> databases, List<MirrorDefinition> mirrors, Schedule schedule, List<String> cronJobs,
    Duration tolerance) {
  /// How far apart the timestamps of one snapshot may be when the configuration does not say.
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(10);

  /// @throws IllegalArgumentException if there is no required database
  public Backups {
    databases = List.copyOf(databases);
    mirrors = List.copyOf(mirrors);
    cronJobs = List.copyOf(cronJobs);
    if (databases.stream().noneMatch(DatabaseDefinition::required)) {
      throw new IllegalArgumentException("backups need at least one database that is not optional");
    }
  }
  /// The file of each database below the volume, by name.
  public SortedMap<String, String> files() {
    return databases.stream().collect(
        Collectors.toMap(DatabaseDefinition::name, DatabaseDefinition::file, (first, _) -> first, TreeMap::new));
  }

  /// The folders below the volume of which there are mirrors.
  public List<String> folders() {
    return mirrors.stream().map(MirrorDefinition::folder).toList();
  }
}
