package dev.restorebot.bot.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/// Passes everything on, counts it, and fails as told: answers that are late, bodies that end half-way, or a bucket that is gone.
/// Thread-safe.
final class FaultyBlobStore extends ForwardingBlobStore {
  /// Every read from now on.
  static final int ALL = Integer.MAX_VALUE;

  private final AtomicLong requests = new AtomicLong();
  private volatile Cut cut = new Cut("", 0, 0, () -> {
  });
  private volatile boolean bucketGone;
  private final Slowness slowness = new Slowness();

  FaultyBlobStore(BlobStore store) {
    super(store);
  }

  /// How many listings, looks and reads have been asked for.
  long requests() {
    return requests.get();
  }

  /// Breaks connections in the middle of bodies as `next` says.
  void cut(Cut next) {
    cut = next;
  }

  /// Which bodies are broken off.
  ///
  /// @param part what their keys have in them
  /// @param whole how many such bodies are still whole before
  /// @param reads how many are broken off then
  /// @param then what is done at each
  record Cut(String part, AtomicInteger whole, AtomicInteger reads, Runnable then) {
    Cut(String part, int whole, int reads, Runnable then) {
      this(part, new AtomicInteger(whole), new AtomicInteger(reads), then);
    }

    private boolean hits(String key) {
      return key.contains(part) && whole.getAndUpdate(left -> Math.max(0, left - 1)) == 0
          && reads.getAndUpdate(left -> left == ALL ? ALL : Math.max(0, left - 1)) > 0;
    }
  }

  void loseBucket() {
    bucketGone = true;
  }

  /// Takes this much longer for each request from now on.
  void slowDown(Duration longer) {
    slowness.slow(longer);
  }

  /// How slow it is.
  Slowness slowness() {
    return slowness;
  }

  void heal() {
    cut.reads().set(0);
    bucketGone = false;
    slowness.end();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    enter();
    return super.list(request);
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    enter();
    return super.headBucket(request);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    enter();
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    enter();
    var answer = super.getBlob(request);
    var now = cut;
    return now.hits(request.key())
        ? new ResponseInputStream<>(answer.response(),
            new HalfStream(answer, answer.response().contentLength() / 2, now.then()))
        : answer;
  }

  private void enter() {
    requests.incrementAndGet();
    slowness.await();
    if (bucketGone) {
      throw S3Exceptions.noSuchBucket(SandboxStore.BUCKET, "The specified bucket does not exist");
    }
  }

  /// Gives half of what it holds and breaks.
  private static final class HalfStream extends FilterInputStream {
    private final Runnable then;
    private long left;

    HalfStream(InputStream whole, long half, Runnable then) {
      super(whole);
      this.left = half;
      this.then = then;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        then.run();
        throw new IOException("the sandbox breaks this connection");
      }
      var count = super.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
