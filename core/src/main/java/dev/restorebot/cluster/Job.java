package dev.restorebot.cluster;

import dev.restorebot.text.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A Job to start: restorebot's own program on one volume.
///
/// @param volume what it works on, and whom the program runs as
/// @param arguments what comes after the program's name
/// @param environment variables that may be seen by anyone who sees the Job
/// @param secrets variables whose values the cluster takes from Secrets
/// @param within how long it may take before it is ended; empty if as long as any may
/// @param listens whether the program reads its standard input; see [Cluster#tell]
public record Job(JobId id, Space volume, List<String> arguments, Map<String, String> environment,
    Map<String, SecretEntry> secrets, Optional<Duration> within, boolean listens) {
  /// One that listens to nobody.
  public Job(JobId id, Space volume, List<String> arguments, Map<String, String> environment,
      Map<String, SecretEntry> secrets, Optional<Duration> within) {
    this(id, volume, arguments, environment, secrets, within, false);
  }

  /// One that may take as long as any.
  public Job(JobId id, Space volume, List<String> arguments, Map<String, String> environment,
      Map<String, SecretEntry> secrets) {
    this(id, volume, arguments, environment, secrets, Optional.empty());
  }

  public Job {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
  }

  /// Where a Job finds the data that it works on.
  public sealed interface Space {
    /// The user that owns the data, whom the program runs as.
    int user();

    /// That user's group.
    int group();
  }

  /// A new, empty folder that goes away with the Job.
  ///
  /// @param room how much it may hold
  public record Fresh(ByteSize room, int user, int group) implements Space {}

  /// A service's volume, mounted whole.
  ///
  /// @param fsGroup the group that the cluster gives the volume's files to where their root is another's; empty to leave
  ///        them alone
  public record Mount(String claim, int user, int group, OptionalInt fsGroup) implements Space {}

  /// One entry of a Secret in the Job's namespace.
  public record SecretEntry(String secret, String key) {}
}
