package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.Deed.said;

import dev.restorebot.bot.reader.ForkedReader;
import dev.restorebot.bot.reader.ReaderCommand;
import dev.restorebot.bot.sandbox.RealPds.Version;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.run.Pause;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A world with a real PDS, which runs as a process over its volume; the directory of DIDs is real, too, and a relay follows over
/// its websocket. It goes by the time of the machine, and does not outlive the program that opened it; others may enter it meanwhile.
/// Thread-safe.
public final class RealPdsWorld implements World {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PORTS = "ports.json";
  private static final String PDS_ADMIN = "PDS_ADMIN_PASSWORD";
  private static final String PDS_JWT = "PDS_JWT_SECRET";
  private static final String PDS_ROTATION_KEY = "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX";
  private static final List<String> PDS_SECRETS = List.of(PDS_ADMIN, PDS_JWT, PDS_ROTATION_KEY);
  /// How long before now the backups of a world were made.
  private static final Duration AGO = Duration.ofSeconds(1);

  private final Path folder;
  private final RealPds.Ports ports;
  private final SandboxClock clock;
  private final Pause pause;
  private final SandboxStore store;
  private final SandboxJobs jobs;
  private final ProcessProgram pds;
  private final ProcessProgram directory;
  private final ProcessProgram relay;
  private final SandboxCluster cluster;
  private final SnapshotReader reader;
  private final PdsUsers users;
  private final Map<String, String> secrets;
  private final boolean entered;
  private volatile Version version;

  private RealPdsWorld(Path folder, List<String> jobCommand, SnapshotReader reader, RealPds kit, Version version,
      Time time, SandboxPorts free, Map<String, String> secrets, boolean entered) {
    this.clock = new RunningClock(time.now());
    this.pause = time.pause();
    this.folder = folder;
    this.reader = reader;
    this.version = version;
    this.entered = entered;
    this.secrets = secrets;
    this.ports = new RealPds.Ports(free.of(SandboxPorts.PDS), free.of(SandboxPorts.KNOT),
        free.of(SandboxPorts.RELAY));
    this.store = new SandboxStore(folder.resolve("bucket"), free.of(SandboxPorts.S3),
        new AccessKeys(secret(secrets, WorkerEnvironment.ACCESS_KEY), secret(secrets, WorkerEnvironment.SECRET_KEY)));
    this.jobs = new SandboxJobs(folder.resolve("jobs"), jobCommand);
    var ofPds = new HashMap<String, String>();
    PDS_SECRETS.forEach(name -> ofPds.put(name, secret(secrets, name)));
    this.pds = new ProcessProgram("the PDS",
        () -> kit.pds(this.version, ports, volume(), folder.resolve("blobs"), ofPds),
        ports.pdsUrl().resolve("/xrpc/_health"), folder.resolve("pds.log"));
    this.directory = new ProcessProgram("the directory of DIDs", () -> kit.directory(ports),
        ports.directoryUrl().resolve("/door"), folder.resolve("directory.log"));
    this.relay = new ProcessProgram("the relay", () -> kit.relay(ports), ports.relayUrl().resolve("/seen"),
        folder.resolve("relay.log"));
    this.cluster = new SandboxCluster(folder, store, Map.of(SandboxService.PDS, pds), jobs, clock);
    this.users = new PdsUsers(ports.pdsUrl(), secret(secrets, PDS_ADMIN));
  }

  private static Map<String, String> newSecrets() {
    var keys = SandboxStore.newKeys();
    return Map.of(WorkerEnvironment.ACCESS_KEY, keys.accessKey(), WorkerEnvironment.SECRET_KEY, keys.secretKey(),
        PDS_JWT,
        secret(16), PDS_ADMIN, secret(16), PDS_ROTATION_KEY, "01" + secret(31));
  }

  private static String secret(Map<String, String> secrets, String name) {
    var value = secrets.get(name);
    if (value == null) {
      throw new IllegalArgumentException("nobody told the secret " + name + " of the world");
    }
    return value;
  }

  /// The time that programs go by.
  ///
  /// @param pause how it is let go by
  public record Time(InstantSource now, Pause pause) {}

  /// Makes a world in `folder`, which is empty or not there yet, with nobody on its PDS. Jobs run the program `mainClass` on the
  /// class path of this one.
  ///
  /// @throws IllegalStateException if a program does not start
  public static RealPdsWorld open(Path folder, String mainClass, RealPds kit, Version version, Time time) {
    return open(folder, JobCommand.of(mainClass), new ForkedReader(ReaderCommand.of(mainClass)), kit, version, time);
  }

  /// The same, where Jobs run `jobCommand`, followed by their arguments, and the bot opens snapshots with `reader`.
  public static RealPdsWorld open(Path folder, List<String> jobCommand, SnapshotReader reader, RealPds kit,
      Version version, Time time) {
    var root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(SandboxService.PDS.volume(root));
      Files.createDirectories(root.resolve("blobs"));
    } catch (IOException e) {
      throw new UncheckedIOException("could not make a world in " + root, e);
    }
    var free = SandboxPorts.free(SandboxService.ALL);
    var world = new RealPdsWorld(root, jobCommand, reader, kit, version, time, free, newSecrets(), false);
    StateFile.write(world.configuration(), free.fill(SandboxWorld.configuration(Set.of(SandboxService.PDS)))
        .replace("sequencerMargin:", "directory: \"" + world.ports.directoryUrl() + "\", sequencerMargin:"));
    StateFile.write(root.resolve(PORTS), free.write());
    try {
      world.store.start();
      world.directory.start();
      world.pds.start();
      world.relay.start();
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
    return world;
  }

  /// Enters the world in `folder`, which another program has opened: what runs in it goes on when this one ends, however that may be. As
  /// in a cluster, the PDS is brought to what was last asked for.
  ///
  /// @param secrets what that program's world says of [#secrets()], or an environment with them
  public static RealPdsWorld enter(Path folder, List<String> jobCommand, SnapshotReader reader, RealPds kit, Time time,
      Map<String, String> secrets) {
    var root = folder.toAbsolutePath().normalize();
    var ports = SandboxPorts.read(StateFile.read(root.resolve(PORTS)).orElseThrow());
    var world = new RealPdsWorld(root, jobCommand, reader, kit, Version.CURRENT, time, ports, secrets, true);
    world.cluster.reconcile();
    return world;
  }

  /// The secrets of what runs here, by the variable that holds each in the environment of a program; written down nowhere.
  public Map<String, String> secrets() {
    return Map.copyOf(secrets);
  }

  /// Lets happen what [#story] tells: alice, bob and carol sign up and post, a backup is made, they post again, and the account
  /// database is lost.
  public void harm() {
    signUp("alice", "bob", "carol");
    backUp();
    List.of("alice", "bob", "carol").forEach(name -> users.write(name, "after the backup"));
    loseAccounts();
  }

  /// Those people sign up, and each posts once.
  public void signUp(String... names) {
    for (var name : names) {
      users.signUp(name);
      users.write(name, "before the backup");
    }
  }

  @Override
  public String story() {
    return "A PDS called pds, the real one, version " + version.number() + " at " + ports.pdsUrl()
        + ", has lost its account database. alice, bob and carol each posted once before the backup and once after it; alice"
        + " logs in as " + PdsUsers.handle("alice") + " with " + PdsUsers.password("alice") + ", and so on.";
  }

  /// From now on somebody's account is the canary of the configuration.
  public void canary(String name) {
    StateFile.write(configuration(),
        StateFile.read(configuration()).orElseThrow().replaceFirst("(canary: .*? }, )?sequencerMargin:",
            "canary: { handle: "
                + PdsUsers.handle(name)
                + ", passwordSecret: pds-s3-credentials, passwordKey: canary }, sequencerMargin:"));
    canaryPassword(PdsUsers.password(name));
  }

  /// From now on that is given for the canary's password; empty: none is.
  public void canaryPassword(String password) {
    cluster.setSecret("canary", password);
  }

  /// The relay, as people see it.
  public RealRelay relay() {
    return new RealRelay(ports.relayUrl(), users);
  }

  /// Those who use the PDS.
  public PdsUsers users() {
    return users;
  }

  /// True while the PDS runs.
  public boolean runs() {
    return pds.running();
  }

  /// The PDS.
  ProcessProgram pds() {
    return pds;
  }

  /// Where the PDS answers.
  public URI url() {
    return ports.pdsUrl();
  }

  /// Where the directory of DIDs answers.
  URI directory() {
    return ports.directoryUrl();
  }

  /// The account database is lost, and another version of the PDS starts with what is there: one that is older makes all databases
  /// anew, since it does not start with those of a newer one.
  public void replaceWith(Version other) {
    pds.stop();
    var older = other.compareTo(version) > 0;
    version = other;
    for (var database : older ? PdsImage.databases() : List.of(PdsDatabase.ACCOUNT)) {
      delete(database);
    }
    cluster.reconcile();
  }

  /// Ends the PDS and starts it, as when its pod is replaced.
  public void restart() {
    cluster.restart(SandboxService.PDS);
  }

  /// The same, and `meanwhile` happens while it does not run.
  public void restart(Runnable meanwhile) {
    pds.stop();
    meanwhile.run();
    cluster.reconcile();
  }

  /// The root of the volume.
  public Path volume() {
    return SandboxService.PDS.volume(folder);
  }

  /// Where its files lie.
  PdsFolder files() {
    return new PdsFolder(volume());
  }

  /// Gives the directory further documents, by DID.
  void documents(Map<String, JsonNode> documents) {
    new PdsUsers(ports.directoryUrl(), "").tell("/documents", documents);
  }

  /// The PDS forgets what it once heard of DIDs, as a day after it heard it.
  public void forgetDids() {
    lose(PdsDatabase.DID_CACHE);
  }

  /// `open`, `shut` or `hang`: how the directory of DIDs takes questions from now on.
  public void door(String how) {
    new PdsUsers(ports.directoryUrl(), "").ask("/door/" + how);
  }

  /// Makes a backup of each database, as the nightly job does, and returns its time.
  public Timestamp backUp() {
    var at = new Timestamp(clock.instant().minus(AGO).truncatedTo(ChronoUnit.SECONDS));
    for (var database : PdsImage.databases()) {
      var copy = folder.resolve("backup.sqlite");
      try {
        Files.deleteIfExists(copy);
        try (var live = DatabaseFile.open(files().database(database));
            var statement = live.prepareStatement("VACUUM INTO ?")) {
          statement.setString(1, copy.toString());
          statement.execute();
        }
        store.put("pds/db/" + database.label() + "-" + at + ".sqlite", Files.readAllBytes(copy), at.instant());
        Files.delete(copy);
      } catch (IOException e) {
        throw new UncheckedIOException("could not back up " + database.file(), e);
      } catch (SQLException e) {
        throw new IllegalStateException("could not back up " + database.file(), e);
      }
    }
    return at;
  }

  /// The account database is lost, and the PDS makes itself an empty one.
  public void loseAccounts() {
    lose(PdsDatabase.ACCOUNT);
  }

  public void lose(PdsDatabase database) {
    restart(() -> delete(database));
  }

  private void delete(PdsDatabase database) {
    try {
      for (var ending : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(files().root().resolve(database.file() + ending));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not lose " + database.file(), e);
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public SnapshotReader reader() {
    return reader;
  }

  @Override
  public SandboxClock clock() {
    return clock;
  }

  @Override
  public Pause pause() {
    return pause;
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Symptoms symptoms() {
    return new SandboxSymptoms(cluster, clock);
  }

  /// Nothing of a PDS is asked inside its pod.
  @Override
  public PodExec inside() {
    return (ref, port) -> new PodExec.Visit() {
      @Override
      public PodExec.ExecResult get(String pathAndQuery) {
        return new PodExec.ExecResult.Unreachable("nothing listens on port " + port + " in the pods of " + ref);
      }

      @Override
      public void close() {
        // There is nothing to give up.
      }
    };
  }

  @Override
  public String happen(Fault fault) {
    return switch (fault) {
      case Fault.OfBackups ofBackups ->
        new BackupFaults(Set.of(SandboxService.PDS), cluster, store, clock).bring(ofBackups);
      case Fault.OfCluster ofCluster -> new ClusterFaults(Set.of(SandboxService.PDS), cluster).bring(ofCluster);
      case Fault.OfPds ofPds -> toPds(ofPds);
      default -> "That does not happen to a real PDS.";
    };
  }

  private String toPds(Fault.OfPds fault) {
    return switch (fault) {
      case ACCOUNTS_EMPTIED ->
        said(this::loseAccounts, "account.sqlite was lost, and the PDS has made itself an empty one.");
      case SEQUENCER_EMPTIED -> said(() -> lose(PdsDatabase.SEQUENCER),
          "sequencer.sqlite was lost, and the PDS has made itself an empty one.");
      case ACCOUNT_TAKEN_DOWN -> said(() -> users.takeDown("bob"), "The account of bob is taken down.");
      case ACCOUNT_DEACTIVATED -> said(() -> users.deactivate("bob"), "The account of bob is deactivated.");
      case DIRECTORY_DOWN -> said(() -> door("shut"), "The directory of DIDs does not answer.");
      case DIRECTORY_UP -> said(() -> door("open"), "The directory of DIDs answers.");
      case RELAY_DOWN -> said(relay::stop, "The relay is down.");
      case RELAY_WELL -> said(relay::start, "The relay is well.");
      default -> "That does not happen to a real PDS.";
    };
  }

  /// Stops everything that answers, if this program has opened the world.
  @Override
  public void close() {
    if (entered) {
      return;
    }
    relay.stop();
    pds.stop();
    directory.stop();
    store.stop();
  }

  @Override
  public void remove() {
    close();
    jobs.deleteAll();
    StateFile.deleteTree(folder);
  }

  private static String secret(int bytes) {
    var value = new byte[bytes];
    RANDOM.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
