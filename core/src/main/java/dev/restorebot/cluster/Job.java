package dev.restorebot.cluster;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A Job to start: restorebot's own program on one volume.
///
/// @param volume the volume, mounted whole, and whom the program runs as
/// @param arguments what comes after the program's name
/// @param environment variables that may be seen by anyone who sees the Job
/// @param secrets variables whose values the cluster takes from Secrets
public record Job(JobId id, Mount volume, List<String> arguments, Map<String, String> environment,
    Map<String, SecretEntry> secrets) {
  public Job {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
  }

  /// A volume as a Job mounts it.
  ///
  /// @param user the user that owns the data, whom the program runs as
  /// @param group that user's group
  /// @param fsGroup the group that the cluster gives the volume's files to where their root is another's; empty to leave
  ///        them alone
  public record Mount(String claim, int user, int group, OptionalInt fsGroup) {}

  /// One entry of a Secret in the Job's namespace.
  public record SecretEntry(String secret, String key) {}
}
