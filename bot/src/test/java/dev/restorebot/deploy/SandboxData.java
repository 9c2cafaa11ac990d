package dev.restorebot.deploy;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.files.Digest;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.Source;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// The sandbox's PDS volume, to be copied, and its backups, served to whoever reaches this machine.
final class SandboxData {
  static final AccessKeys KEYS = new AccessKeys("AKIDTEST", "the-right-key");
  static final String BUCKET = "sandbox-backups";
  /// The databases of the PDS, with their files.
  static final Map<String, String> FILES = new TreeMap<>(Map.of("account", "account.sqlite", "sequencer",
      "sequencer.sqlite", "did_cache", "did_cache.sqlite"));
  /// Where [#stageRepository] stages a repository, below the volume's folder of repositories.
  static final String REPOSITORY = "did:plc:wydyrngmxbcsqdvhmd7whmye/site";
  private static final String MIRROR = "knot/repositories/";
  private static final String TIMESTAMP = "20260224-020011";

  private final Path world;
  private final S3Proxy server;

  private SandboxData(Path world, S3Proxy server) {
    this.world = world;
    this.server = server;
  }

  /// Makes the data in `world` and starts to serve.
  static SandboxData serve(Path world) throws Exception {
    Sandbox.open(world, Main.class.getName()).close();
    var server = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(world.resolve("bucket").toString()))
        .endpoint(URI.create("http://0.0.0.0:0"))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.accessKey(), KEYS.secretKey())
        .ignoreUnknownHeaders(true).stopTimeout(0).build();
    server.start();
    return new SandboxData(world, server);
  }

  /// Copies the volume to `to` and gives it to `owner`, user and group.
  void copyVolume(Path to, int owner) throws IOException {
    var from = world.resolve("volumes/pds-data");
    try (Stream<Path> tree = Files.walk(from)) {
      for (var path : tree.toList()) {
        give(Files.copy(path, to.resolve(from.relativize(path).toString())), owner);
      }
    }
  }

  private static void give(Path path, int owner) throws IOException {
    try {
      Files.setAttribute(path, "unix:uid", owner);
      Files.setAttribute(path, "unix:gid", owner);
    } catch (FileSystemException e) {
      abort("Only root can make a volume that belongs to user " + owner + ", so the image is not tested: "
          + e.getReason());
    }
  }

  /// Stages one night's backups, from this machine as a container calls it.
  Task.Stage stage(RunFolder run) {
    try (var stores = new S3BackupStores()) {
      var bucket = stores.open(store("127.0.0.1"), BUCKET, KEYS);
      var sources = FILES.entrySet().stream().map(entry -> new Source(entry.getKey(), entry.getValue(),
          bucket.find(key(entry.getKey())).orElseThrow(), backup(entry.getKey()))).toList();
      return new Task.Stage(run, "pds", store(WorkerContainer.MACHINE), BUCKET, sources, List.of(),
          OptionalLong.empty());
    }
  }

  /// Puts a repository with one more file into the bucket, and stages it as the mirror of a knot without a database.
  Task.Stage stageRepository(RunFolder run, String file) throws IOException, InterruptedException {
    var repository = Files.createDirectories(world.resolve("bucket").resolve(BUCKET).resolve(MIRROR + REPOSITORY));
    for (var name : List.of("HEAD", "config", file)) {
      Files.writeString(repository.resolve(name), name.equals("HEAD") ? "ref: refs/heads/main\n" : "");
    }
    var definition = new MirrorDefinition("repositories", MIRROR, "repositories");
    try (var stores = new S3BackupStores()) {
      var listing =
          new MirrorListing(stores.open(store("127.0.0.1"), BUCKET, KEYS), attempt -> attempt.run(), _ -> false);
      var mirror = listing.list(definition, Optional.empty(), MirrorListing.Taker.NONE).mirror();
      return new Task.Stage(run, "knot", store(WorkerContainer.MACHINE), BUCKET, List.of(), List.of(mirror),
          OptionalLong.empty());
    }
  }

  private StoreDefinition store(String host) {
    return new StoreDefinition("outside", URI.create("http://" + host + ":" + server.getPort()), "test",
        Addressing.PATH);
  }

  /// Puts in place what [#stage] stages.
  Task.Replace replace(RunFolder run) {
    List<Part> parts = FILES.entrySet().stream()
        .map(entry -> new Part(entry.getKey(), entry.getValue(), backup(entry.getKey()))).toList();
    return new Task.Replace(run, "pds", parts, List.of(), List.of(),
        Map.of("at", "2026-02-25T08:00:00Z", "margin", "1000"), true);
  }

  private Digest backup(String database) {
    try {
      return Digest.of(world.resolve("bucket").resolve(BUCKET).resolve(key(database)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String database) {
    return "pds/db/" + database + "-" + TIMESTAMP + ".sqlite";
  }

  void stop() throws Exception {
    server.stop();
  }
}
