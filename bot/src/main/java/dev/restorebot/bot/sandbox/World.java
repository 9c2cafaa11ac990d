package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.run.Pause;
import java.nio.file.Path;

/// A world to practise in, kept in a folder: what is restored, where the backups are, and who answers. Thread-safe.
public interface World extends AutoCloseable {
  /// What has happened here, in a sentence for each service.
  String story();

  /// Where it is kept.
  Path folder();

  /// The configuration to read, in the form of any other.
  default Path configuration() {
    return folder().resolve("restorebot.yaml");
  }

  /// Where the journal belongs.
  default Path journal() {
    return folder().resolve("restorebot.db");
  }

  /// Where what people said in Slack belongs.
  default Path inbox() {
    return folder().resolve("inbox.db");
  }

  /// Where the bot looks at snapshots.
  default Path scratch() {
    return folder().resolve("scratch");
  }

  /// With what the bot opens snapshots.
  SnapshotReader reader();

  /// The time in this world.
  SandboxClock clock();

  /// How the bot lets time go by.
  Pause pause();

  /// The cluster that everything runs in.
  Cluster cluster();

  /// What the cluster tells of its services.
  Symptoms symptoms();

  /// Reaches into the pods there.
  PodExec inside();

  /// Lets something happen, and says in one line what did.
  String happen(Fault fault);

  /// Stops everything that answers. Jobs go on, as they would in a cluster.
  @Override
  void close();

  /// Stops everything, Jobs too, and deletes the world.
  void remove();
}
