package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.FaultyBlobStore.Cut;
import dev.restorebot.files.Digest;
import dev.restorebot.store.AccessKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// An S3 server over a folder, with faults on demand. Its keys are never written down: they are made anew, unless the caller has
/// some. Faults do not outlive the program. Thread-safe.
public final class SandboxStore implements AutoCloseable {
  static final String BUCKET = "sandbox-backups";
  /// More than one worker has requests under way.
  private static final int THREADS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final FaultyBlobStore blobs;
  private final AccessKeys keys;
  private volatile AccessKeys secret;
  private int port;
  private @Nullable S3Proxy server;

  /// A server over `folder` that is not started yet.
  ///
  /// @param port 0 for any; it stays the same from the first start on
  SandboxStore(Path folder, int port) {
    this(folder, port, newKeys());
  }

  /// The same, with keys that the caller has.
  SandboxStore(Path folder, int port, AccessKeys keys) {
    try {
      Files.createDirectories(folder.resolve(BUCKET));
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + folder, e);
    }
    this.folder = folder;
    this.port = port;
    this.keys = keys;
    this.secret = keys;
    this.blobs = new FaultyBlobStore(new FilesystemNio2BlobStore(folder.toString()));
  }

  /// Starts serving, on the same port as before. Does nothing if it serves.
  public synchronized void start() {
    if (server != null) {
      return;
    }
    var next = Port.take("S3 server", port, this::serve);
    port = next.getPort();
    server = next;
  }

  private S3Proxy serve() throws Exception {
    var next = S3Proxy.builder().blobStore(blobs).endpoint(URI.create("http://127.0.0.1:" + port))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, keys.accessKey(), keys.secretKey())
        .ignoreUnknownHeaders(true)
        .jettyMaxThreads(THREADS).stopTimeout(0).build();
    try {
      next.start();
    } catch (Exception e) {
      next.stop();
      throw e;
    }
    return next;
  }

  /// Stops serving: connections are refused from now on. Does nothing if it does not serve.
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox's S3 server does not stop", e);
    }
    server = null;
  }

  /// Where it answers, once started.
  public synchronized URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// What the cluster's Secret says; the wrong keys while that is the fault.
  public AccessKeys secret() {
    return secret;
  }

  /// How many listings, looks and reads have been served.
  public long requests() {
    return blobs.requests();
  }

  /// Puts keys into the Secret that the server does not know.
  public void useWrongKeys() {
    secret = newKeys();
  }

  /// Puts the right keys back into the Secret.
  public void useRightKeys() {
    secret = keys;
  }

  /// Answers as if there were no bucket.
  public void loseBucket() {
    blobs.loseBucket();
  }

  /// Takes this much longer for each request, until healed.
  public void slowDown(Duration longer) {
    blobs.slowDown(longer);
  }

  /// Breaks the connection in the middle of the next `reads` bodies.
  public void cutBodies(int reads) {
    blobs.cut(new Cut("", 0, reads, () -> {
    }));
  }

  /// Breaks the connection in the middle of every body until healed.
  public void cutAllBodies() {
    cutBodies(FaultyBlobStore.ALL);
  }

  /// Goes down in the middle of the next body.
  public void dieWhileReading() {
    dieWhileReading("", 0);
  }

  /// Goes down in the middle of a body whose key has `part` in it, after `whole` such bodies.
  public void dieWhileReading(String part, int whole) {
    blobs.cut(new Cut(part, whole, 1, () -> Thread.ofVirtual().name("sandbox-s3-dies").start(this::stop)));
  }

  /// Ends every fault.
  public void heal() {
    blobs.heal();
    useRightKeys();
    start();
  }

  /// Puts an object, or replaces one, as somebody with the right to do so might.
  ///
  /// @param modified when listings say that this was
  public void put(String key, byte[] bytes, Instant modified) {
    var request = PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength((long) bytes.length).build();
    blobs.delegate().putBlob(request, new ByteArrayInputStream(bytes));
    try {
      Files.setLastModifiedTime(file(key), FileTime.from(modified));
    } catch (IOException e) {
      throw new UncheckedIOException("could not date " + key, e);
    }
  }

  /// Takes requests and does not answer, until healed.
  public void hang() {
    blobs.slowness().hang();
  }

  /// Deletes an object, as somebody with the right to do so might.
  void remove(String key) {
    try {
      Files.delete(file(key));
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + key, e);
    }
  }

  /// The content of an object.
  byte[] get(String key) {
    try {
      return Files.readAllBytes(file(key));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + key, e);
    }
  }

  /// When listings say that an object was written.
  Instant modified(String key) {
    try {
      return Files.getLastModifiedTime(file(key)).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("could not look at " + key, e);
    }
  }

  /// The keys that start with `prefix`, which is a folder's, in order.
  List<String> keys(String prefix) {
    var bucket = folder.resolve(BUCKET);
    if (Files.notExists(bucket.resolve(prefix))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(bucket.resolve(prefix))) {
      return all.filter(Files::isRegularFile).map(file -> bucket.relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + prefix, e);
    }
  }

  boolean has(String key) {
    return Files.isRegularFile(file(key));
  }

  /// True if the object `key` is the same as `file`, byte for byte.
  boolean holds(String key, Path file) throws IOException {
    return has(key) && Files.mismatch(file(key), file) < 0;
  }

  @Override
  public void close() {
    stop();
  }

  private Path file(String key) {
    return folder.resolve(BUCKET).resolve(key);
  }

  /// Keys that are the same whenever the world in `folder` is opened, as those of a store are that outlives the bot. They are written
  /// nowhere; what they are made of is, in that folder.
  static AccessKeys keysOf(Path folder) {
    var file = folder.resolve("store-seed");
    var seed = StateFile.read(file).orElseGet(() -> {
      var made = random(32);
      StateFile.write(file, made);
      return made;
    });
    return new AccessKeys("SANDBOX" + made("access", seed).substring(0, 16), made("secret", seed).substring(0, 48));
  }

  private static String made(String what, String seed) {
    var sha = Digest.sha256Engine();
    sha.update((what + " " + seed).getBytes(StandardCharsets.UTF_8));
    return Digest.of(sha).sha256().toUpperCase(Locale.ROOT);
  }

  static AccessKeys newKeys() {
    return new AccessKeys("SANDBOX" + random(8), random(24));
  }

  private static String random(int bytes) {
    var value = new byte[bytes];
    RANDOM.nextBytes(value);
    return HexFormat.of().withUpperCase().formatHex(value);
  }
}
