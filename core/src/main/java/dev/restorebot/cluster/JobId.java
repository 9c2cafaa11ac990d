package dev.restorebot.cluster;

import dev.restorebot.service.ServiceName;
import java.util.regex.Pattern;

/// What tells one Job from every other: where it is, and what it does for which run of which service.
///
/// @param operation the worker's operation: `stage`
/// @param run the id of the run
/// @param attempt counted from 1; a Job whose worker was killed is followed by another
public record JobId(String namespace, ServiceName service, String operation, String run, int attempt) {
  private static final int LONGEST = 63;
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,24}");

  /// @throws IllegalArgumentException if the operation or the run cannot be part of a name
  public JobId {
    if (!WORD.matcher(operation).matches() || !WORD.matcher(run).matches() || attempt < 1) {
      throw new IllegalArgumentException("not a Job: attempt " + attempt + " at " + operation + " for " + run);
    }
  }

  /// Its name: `forum-stage-r-7k2m4q`, and `forum-stage-r-7k2m4q-2` for the second attempt. A long name of a service is cut,
  /// which the run's id makes up for.
  public JobName name() {
    var rest = "-" + operation + "-" + run + (attempt == 1 ? "" : "-" + attempt);
    var whose = service.value();
    var head = whose.substring(0, Math.min(whose.length(), LONGEST - rest.length())).replaceFirst("-+$", "");
    return new JobName(head + rest);
  }

  @Override
  public String toString() {
    return name().value();
  }
}
