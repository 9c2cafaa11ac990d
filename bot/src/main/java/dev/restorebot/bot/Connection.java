package dev.restorebot.bot;

import dev.restorebot.cluster.Access;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.kubernetes.JobSettings;
import java.time.InstantSource;

/// A cluster that the program is connected to.
///
/// @param inside reaches into the pods there
/// @param symptoms what it tells of how services fare
/// @param jobs how Jobs run there; the image is empty if nobody says which
/// @param end closes the connection
record Connection(Cluster cluster, Access access, PodExec inside, Symptoms symptoms, JobSettings jobs,
    InstantSource time, Runnable end)
    implements
    AutoCloseable {
  /// What to do about an image that nobody names.
  static final String NAME_IT =
      "Name restorebot's image as `worker.image` in the configuration; only in a pod of its own,"
          + " with POD_NAME and POD_NAMESPACE set, does it know it by itself.";

  /// The same, if Jobs can be started in it.
  ///
  /// @throws ClusterException if it is not known which image they run
  Connection forRestores() {
    if (!knowsImage()) {
      throw new ClusterException("it is not known which image Jobs shall run. " + NAME_IT);
    }
    return this;
  }

  boolean knowsImage() {
    return !jobs.image().isEmpty();
  }

  @Override
  public void close() {
    end.run();
  }
}
