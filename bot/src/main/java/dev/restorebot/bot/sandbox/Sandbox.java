package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.reader.ForkedReader;
import dev.restorebot.bot.reader.ReaderCommand;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.run.Pause;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// A world of stand-ins, in which time moves only when it is told to. Thread-safe.
///
/// In the folder: `restorebot.yaml`, `bucket/`, `volumes/<claim>/`, `jobs/<name>/`, and the state of the stand-ins.
public final class Sandbox implements World {
  private final Path folder;
  private final SandboxClock clock;
  private final SandboxStore store;
  private final Set<SandboxService> services;
  /// Of services that the world does not have, too.
  private final Map<SandboxService, Program> programs;
  private final RelayStandIn relay;
  private final SandboxJobs jobs;
  private final SandboxCluster cluster;
  private final SnapshotReader reader;

  private Sandbox(Path folder, SandboxPorts ports, Set<SandboxService> known, List<String> jobCommand,
      SnapshotReader reader) {
    this.reader = reader;
    this.folder = folder;
    this.clock = new StillClock(folder.resolve("clock"));
    this.store = new SandboxStore(folder.resolve("bucket"), ports.of(SandboxPorts.S3), SandboxStore.keysOf(folder));
    this.programs = new LinkedHashMap<>();
    known.forEach(service -> programs.put(service,
        service.part().program(service.volume(folder), ports, clock)));
    this.relay = new RelayStandIn(folder.resolve("relay.json"), ports.pdsUrl(), ports.of(SandboxPorts.RELAY));
    this.jobs = new SandboxJobs(folder.resolve("jobs"), jobCommand);
    this.services = SandboxService.of(folder, known);
    var running = new LinkedHashMap<>(programs);
    running.keySet().retainAll(services);
    this.cluster = new SandboxCluster(folder, store, running, jobs, clock);
  }

  /// Opens the world in `folder`, or makes one with a PDS there if there is none yet. Jobs run the program `mainClass` on
  /// the class path of this one.
  ///
  /// @throws IllegalStateException if the folder holds something else, or a port of the world is taken
  public static Sandbox open(Path folder, String mainClass) {
    return open(folder, mainClass, Blueprint.PDS);
  }

  /// The same.
  ///
  /// @param blueprint what is made if there is no world yet; one that is there has what it was made with
  public static Sandbox open(Path folder, String mainClass, Blueprint blueprint) {
    return open(folder, JobCommand.of(mainClass), new ForkedReader(ReaderCommand.of(mainClass)), blueprint);
  }

  /// Opens the world in `folder`. Jobs run `jobCommand`, followed by their arguments, and the bot opens snapshots with `reader`.
  static Sandbox open(Path folder, List<String> jobCommand, SnapshotReader reader, Blueprint blueprint) {
    var root = folder.toAbsolutePath().normalize();
    var ports = SandboxWorld.prepare(root, blueprint);
    var sandbox = new Sandbox(root, ports, blueprint.known(), jobCommand, reader);
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

  @Override
  public String story() {
    return services.stream().map(SandboxService::story).collect(Collectors.joining(" "));
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public SnapshotReader reader() {
    return reader;
  }

  /// The root of the PDS's volume.
  public Path volume() {
    return volume(SandboxService.PDS);
  }

  /// The root of the volume of `service`.
  public Path volume(SandboxService service) {
    return service.volume(folder);
  }

  @Override
  public SandboxClock clock() {
    return clock;
  }

  @Override
  public Pause pause() {
    return clock::advance;
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Symptoms symptoms() {
    return new SandboxSymptoms(cluster, clock);
  }

  @Override
  public PodExec inside() {
    return new SandboxInside(knot());
  }

  /// The object store, for faults that [Fault] does not name.
  public SandboxStore store() {
    return store;
  }

  /// The PDS.
  public PdsStandIn pds() {
    return (PdsStandIn) program(SandboxService.PDS);
  }

  /// The relay that follows it.
  public RelayStandIn relay() {
    return relay;
  }

  /// The knot; it never runs in a world without one.
  public KnotStandIn knot() {
    return (KnotStandIn) program(SandboxService.KNOT);
  }

  /// What runs for `service`; it never runs in a world without it.
  public Program program(SandboxService service) {
    return Objects.requireNonNull(programs.get(service), "a service that nobody knows");
  }

  @Override
  public String happen(Fault fault) {
    return new FaultInjector(folder, services, clock, store, pds(), relay, cluster, knot()).bring(fault);
  }

  @Override
  public void close() {
    relay.stop();
    programs.values().forEach(Program::stop);
    store.stop();
  }

  @Override
  public void remove() {
    close();
    jobs.deleteAll();
    StateFile.deleteTree(folder);
  }
}
