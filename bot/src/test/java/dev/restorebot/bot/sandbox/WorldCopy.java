package dev.restorebot.bot.sandbox;

import dev.restorebot.kind.DirectReader;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Copies of a world for tests, each with ports of its own.
public final class WorldCopy {
  /// Below the ports that the system gives to outgoing connections, so that nobody takes one between two bots.
  private static final int FIRST = 12_000;
  private static final int LAST = 32_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST)));

  /// A knot whose largest repository has a hundred objects.
  static final Blueprint KNOT = new Blueprint(Set.of(SandboxService.KNOT), 1, Blueprint.Fortune.HARMED);

  /// Nobody means harm in most tests, and a process for each snapshot takes its time.
  private static final SnapshotReader READER = new DirectReader(new SqliteDatabases());

  private WorldCopy() {}

  /// Opens the world in `folder` with Jobs that run `jobCommand`; makes one with a PDS if there is none.
  public static Sandbox open(Path folder, List<String> jobCommand) {
    return Sandbox.open(folder, jobCommand, READER, Blueprint.PDS);
  }

  /// The same, but makes one with a knot: a small one if there is none.
  public static Sandbox openKnot(Path folder, List<String> jobCommand) {
    return Sandbox.open(folder, jobCommand, READER, KNOT);
  }

  /// Opens the world in `folder`; makes one with `service` alone if there is none, small, and with nothing wrong.
  public static Sandbox openWell(Path folder, SandboxService service, List<String> jobCommand) {
    return Sandbox.open(folder, jobCommand, READER, new Blueprint(Set.of(service), 1, Blueprint.Fortune.WELL));
  }

  /// The same with a PDS and a small knot, to which nothing has happened.
  public static Sandbox openBothWell(Path folder, List<String> jobCommand) {
    return Sandbox.open(folder, jobCommand, READER,
        new Blueprint(new LinkedHashSet<>(SandboxService.ALL), 1, Blueprint.Fortune.WELL));
  }

  /// Copies the world in `from`, in which nothing runs but a worker on standby, to `to`, with what the object store notes in attributes of
  /// its files. That worker stays where it is.
  public static void make(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : files.filter(file -> !isOfOneOnStandby(from, file)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    var old = SandboxPorts.read(Files.readString(to.resolve("ports.json")));
    var ports = SandboxPorts.of(old.byName().keySet(), WorldCopy::freePort);
    StateFile.write(to.resolve("restorebot.yaml"),
        ports.refill(Files.readString(to.resolve("restorebot.yaml")), old));
    StateFile.write(to.resolve("ports.json"), ports.write());
  }

  private static boolean isOfOneOnStandby(Path world, Path file) {
    var path = world.relativize(file);
    return path.getNameCount() > 1 && path.startsWith("jobs")
        && Files.exists(world.resolve(path.subpath(0, 2)).resolve("listens"));
  }

  private static int freePort() {
    while (true) {
      var port = NEXT.getAndUpdate(last -> last < LAST ? last + 1 : FIRST);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException _) {
        // Somebody has it.
      }
    }
  }
}
