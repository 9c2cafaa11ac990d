package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The real PDS of npm, and the real directory of DIDs, as `bot/real-pds/bring` has brought them.
///
/// @param folder what that printed
public record RealPds(Path folder) {
  private static final String COMPLETE = "complete";

  /// @throws IllegalArgumentException if there is no such folder, or it is not complete
  public RealPds {
    folder = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(folder.resolve(COMPLETE))) {
      throw new IllegalArgumentException("there is no real PDS in " + folder
          + ": run bot/real-pds/bring, which prints the folder that it has brought one into");
    }
  }

  /// The one that was brought last.
  ///
  /// @throws IllegalArgumentException if none was
  public static RealPds newest() throws IOException {
    var cache = cache();
    try (Stream<Path> brought = Files.isDirectory(cache) ? Files.list(cache) : Stream.empty()) {
      return brought.filter(folder -> Files.isRegularFile(folder.resolve(COMPLETE)))
          .max(Comparator.comparingLong(folder -> folder.toFile().lastModified())).map(RealPds::new)
          .orElseThrow(
              () -> new IllegalArgumentException("there is no real PDS in " + cache + ": run bot/real-pds/bring"));
    }
  }

  /// Where `bring` puts what it brings.
  private static Path cache() {
    var home = System.getenv("XDG_CACHE_HOME");
    return (home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home))
        .resolve("restorebot");
  }

  /// Which PDS runs.
  public enum Version {
    /// The newest.
    CURRENT("@atproto/pds", "0.5.35"),
    /// A year older: its databases lack migrations that the newest has.
    OLDER("pds-older", "0.4.79");

    private final String module;
    private final String number;

    Version(String module, String number) {
      this.module = module;
      this.number = number;
    }

    /// As it tells it itself.
    public String number() {
      return number;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where everything listens, on this machine alone.
  record Ports(int pds, int directory, int relay) {
    URI pdsUrl() {
      return URI.create("http://127.0.0.1:" + pds);
    }

    /// A PDS asks no directory whose host is a number.
    URI directoryUrl() {
      return URI.create("http://localhost:" + directory);
    }

    URI relayUrl() {
      return URI.create("http://127.0.0.1:" + relay);
    }
  }

  /// @param secrets those of the environment of a PDS, by its variable
  ProcessProgram.Command pds(Version version, Ports ports, Path volume, Path blobs, Map<String, String> secrets) {
    var environment = environment();
    environment.putAll(secrets);
    environment.put("PDS_VERSION", version.number());
    environment.put("PDS_HOSTNAME", PdsStandIn.HOSTNAME);
    environment.put("PDS_PORT", Integer.toString(ports.pds()));
    environment.put("PDS_DATA_DIRECTORY", volume.toString());
    environment.put("PDS_BLOBSTORE_DISK_LOCATION", blobs.toString());
    environment.put("PDS_DID_PLC_URL", ports.directoryUrl().toString());
    environment.put("PDS_CRAWLERS", ports.relayUrl().toString());
    environment.put("PDS_SERVICE_HANDLE_DOMAINS", ".sandbox.test");
    environment.put("PDS_INVITE_REQUIRED", "false");
    // Its own addresses are on this machine.
    environment.put("PDS_DEV_MODE", "true");
    environment.put("PDS_DISABLE_SSRF_PROTECTION", "true");
    environment.put("LOG_ENABLED", "true");
    return command(environment, "pds.mjs", version.module);
  }

  ProcessProgram.Command directory(Ports ports) {
    return command(environment(), "plc.mjs", Integer.toString(ports.directory()));
  }

  ProcessProgram.Command relay(Ports ports) {
    return command(environment(), "relay.mjs", Integer.toString(ports.relay()), PdsStandIn.HOSTNAME,
        ports.pdsUrl().toString());
  }

  private ProcessProgram.Command command(Map<String, String> environment, String... words) {
    var all = new ArrayList<>(List.of(folder.resolve("node").toString()));
    all.addAll(List.of(words));
    return new ProcessProgram.Command(all, environment, folder);
  }

  private static Map<String, String> environment() {
    return new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", "/tmp", "NODE_ENV", "production"));
  }
}
