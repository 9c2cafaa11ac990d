package dev.restorebot.bot;

import dev.restorebot.cluster.Access;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import java.time.InstantSource;

/// A cluster that the program is connected to.
///
/// @param image what Jobs there run; empty if nobody says
/// @param end closes the connection
record Connection(Cluster cluster, Access access, String image, InstantSource time, Runnable end)
    implements
    AutoCloseable {
  /// What to do about an image that nobody names.
  static final String NAME_IT =
      "Name restorebot's image as `worker.image` in the configuration; only in a pod of its own,"
          + " with POD_NAME and POD_NAMESPACE set, does it know it by itself.";

  /// The cluster, if Jobs can be started in it.
  Cluster forRestores() {
    if (image.isEmpty()) {
      throw new ClusterException("it is not known which image Jobs shall run. " + NAME_IT);
    }
    return cluster;
  }

  @Override
  public void close() {
    end.run();
  }
}
