package dev.restorebot.cluster;

import java.util.List;
import java.util.Map;

/// A Job to start: restorebot's own program on one volume.
///
/// @param claim the volume's claim, mounted whole
/// @param arguments what comes after the program's name
/// @param environment variables that may be seen by anyone who sees the Job
/// @param secrets variables whose values the cluster takes from Secrets
public record Job(String namespace, JobName name, String claim, int user, int group, List<String> arguments,
    Map<String, String> environment, Map<String, SecretEntry> secrets) {
  public Job {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
  }

  /// One entry of a Secret in the Job's namespace.
  public record SecretEntry(String secret, String key) {}
}
