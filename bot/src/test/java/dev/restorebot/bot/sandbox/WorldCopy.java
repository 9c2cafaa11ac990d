package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Copies of a world for tests, each with ports of its own.
public final class WorldCopy {
  /// Below the ports that the system gives to outgoing connections, so that nobody takes one between two bots.
  private static final int FIRST = 12_000;
  private static final int LAST = 32_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST)));

  private WorldCopy() {}

  /// Opens the world in `folder` with Jobs that run `jobCommand`.
  public static Sandbox open(Path folder, List<String> jobCommand) {
    return Sandbox.open(folder, jobCommand);
  }

  /// Copies the world in `from`, in which nothing runs, to `to`, with what the object store notes in attributes of its files.
  public static void make(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    var old = Json.read(Files.readString(to.resolve("ports.json")), SandboxPorts.class);
    var ports = new SandboxPorts(freePort(), freePort(), freePort());
    var configuration = Files.readString(to.resolve("restorebot.yaml")).replace(":" + old.s3(), ":" + ports.s3())
        .replace(":" + old.pds(), ":" + ports.pds()).replace(":" + old.relay(), ":" + ports.relay());
    StateFile.write(to.resolve("restorebot.yaml"), configuration);
    StateFile.write(to.resolve("ports.json"), Json.write(ports));
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
