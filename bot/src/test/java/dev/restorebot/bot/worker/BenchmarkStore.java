package dev.restorebot.bot.worker;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// An S3 server in a process of its own, over a mirror of many small objects, that takes as long as it is told. Asked by a line on its
/// standard input, it prints how many requests it has had since it was asked before; the input's end ends it.
public final class BenchmarkStore {
  static final String BUCKET = "bucket";
  static final String PREFIX = "knot/repositories/";
  static final String ACCESS_KEY = "AKIDEXAMPLE";
  static final String SECRET_KEY = "the-secret-half";
  private static final int REPOSITORIES = 20;

  private BenchmarkStore() {}

  /// Serves until its input ends.
  ///
  /// @param arguments the folder, how many objects it is to have if it is empty, and how many milliseconds a request takes longer
  public static void main(String... arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var blobs = new FilesystemNio2BlobStore(folder.toString());
    if (Files.notExists(folder.resolve(BUCKET))) {
      fill(blobs, Files.createDirectory(folder.resolve(BUCKET)), Integer.parseInt(arguments[1]));
    }
    var slow = new SlowBlobStore(blobs, Duration.ofMillis(Long.parseLong(arguments[2])));
    var server = S3Proxy.builder().blobStore(slow).endpoint(URI.create("http://127.0.0.1:0"))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY).ignoreUnknownHeaders(true)
        .jettyMaxThreads(200).build();
    server.start();
    System.out.println(server.getPort());
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(slow.requests.getAndSet(0));
    }
    server.stop();
  }

  /// Objects of 4 to 40 KB, as git has them, in repositories of about the same size.
  private static void fill(BlobStore blobs, Path bucket, int objects) throws IOException {
    var random = new Random(objects);
    for (var i = 0; i < objects; i++) {
      var content = new byte[4_000 + random.nextInt(36_000)];
      random.nextBytes(content);
      var key = String.format(Locale.ROOT, "%sdid:plc:%02d/site/objects/%02x/%038x", PREFIX, i % REPOSITORIES,
          random.nextInt(256), i);
      Files.createDirectories(bucket.resolve(key).resolveSibling("."));
      blobs.putBlob(PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength((long) content.length).build(),
          new ByteArrayInputStream(content));
    }
  }

  private static final class SlowBlobStore extends ForwardingBlobStore {
    private final AtomicLong requests = new AtomicLong();
    private final Duration delay;

    SlowBlobStore(BlobStore blobs, Duration delay) {
      super(blobs);
      this.delay = delay;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
      enter();
      return super.list(request);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
      enter();
      return super.blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      enter();
      return super.getBlob(request);
    }

    private void enter() {
      requests.incrementAndGet();
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
