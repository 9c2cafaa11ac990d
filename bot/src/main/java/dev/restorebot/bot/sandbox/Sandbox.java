package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.Cluster;
import java.nio.file.Path;
import java.util.List;

/// A world to practise in, kept in a folder: what is restored, where the backups are, and who answers. Thread-safe.
///
/// In the folder: `restorebot.yaml`, `bucket/`, `volumes/<claim>/`, `jobs/<name>/`, and the state of the stand-ins.
public final class Sandbox implements AutoCloseable {
  private final Path folder;
  private final SandboxClock clock;
  private final SandboxStore store;
  private final PdsStandIn pds;
  private final RelayStandIn relay;
  private final SandboxJobs jobs;
  private final SandboxCluster cluster;

  private Sandbox(Path folder, SandboxPorts ports, List<String> jobCommand) {
    this.folder = folder;
    this.clock = new SandboxClock(folder.resolve("clock"));
    this.store = new SandboxStore(folder.resolve("bucket"), ports.s3());
    this.pds = new PdsStandIn(SandboxCluster.volume(folder), ports.pds(), clock);
    this.relay = new RelayStandIn(folder.resolve("relay.json"), ports.pdsUrl(), ports.relay());
    this.jobs = new SandboxJobs(folder.resolve("jobs"), jobCommand);
    this.cluster = new SandboxCluster(folder, store, pds, jobs, clock);
  }

  /// Opens the world in `folder`, or makes it there if there is none yet. Jobs run the program `mainClass` on the class
  /// path of this one.
  ///
  /// @throws IllegalStateException if the folder holds something else, or a port of the world is taken
  public static Sandbox open(Path folder, String mainClass) {
    return open(folder, JobCommand.of(mainClass));
  }

  /// Opens the world in `folder`. Jobs run `jobCommand`, followed by their arguments.
  static Sandbox open(Path folder, List<String> jobCommand) {
    var root = folder.toAbsolutePath().normalize();
    var ports = SandboxWorld.prepare(root);
    var sandbox = new Sandbox(root, ports, jobCommand);
    try {
      sandbox.store.start();
      sandbox.cluster.reconcile();
      sandbox.relay.start();
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
    return sandbox;
  }

  /// The configuration to read, in the form of any other.
  public Path configuration() {
    return folder.resolve("restorebot.yaml");
  }

  /// Where the journal belongs.
  public Path journal() {
    return folder.resolve("restorebot.db");
  }

  /// Where what people said in Slack belongs.
  public Path inbox() {
    return folder.resolve("inbox.db");
  }

  /// Where the bot looks at snapshots.
  public Path scratch() {
    return folder.resolve("scratch");
  }

  /// The root of the PDS's volume.
  public Path volume() {
    return SandboxCluster.volume(folder);
  }

  /// The time in this world.
  public SandboxClock clock() {
    return clock;
  }

  /// The cluster that everything runs in.
  public Cluster cluster() {
    return cluster;
  }

  /// The object store, for faults that [Mishap] does not name.
  public SandboxStore store() {
    return store;
  }

  /// The PDS.
  public PdsStandIn pds() {
    return pds;
  }

  /// The relay that follows it.
  public RelayStandIn relay() {
    return relay;
  }

  /// Lets something happen, and says in one line what did.
  public String happen(Mishap mishap) {
    return new Fate(folder, clock, store, pds, relay, cluster).bring(mishap);
  }

  /// Stops everything that answers. Jobs go on, as they would in a cluster.
  @Override
  public void close() {
    relay.stop();
    pds.stop();
    store.stop();
  }

  /// Stops everything, Jobs too, and deletes the world.
  public void remove() {
    close();
    jobs.deleteAll();
    StateFile.deleteTree(folder);
  }
}
