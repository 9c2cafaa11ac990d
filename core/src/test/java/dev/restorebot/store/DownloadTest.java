package dev.restorebot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.files.Digest;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.Download.Arrived;
import dev.restorebot.store.Download.Wanted;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadTest {
  private static final int ATTEMPTS = 3;
  private static final int SIZE = 300_000;

  @TempDir
  Path root;
  private FolderStore bucket;
  private Path folder;

  @BeforeEach
  void aBucketWithOneObject() throws IOException {
    Files.createDirectories(root.resolve("bucket"));
    folder = Files.createDirectories(root.resolve("folder"));
    bucket = new FolderStore(root.resolve("bucket"));
    store("a", 1);
  }

  @Test
  void fetchesWhatTheStoreHas() throws Exception {
    for (var i = 0; i < 20; i++) {
      store("many-" + i, i);
    }
    var wanted = bucket.list("many-", "", 100).objects().stream()
        .map(object -> new Wanted(object, folder.resolve(object.key()))).toList();

    var arrived = download(bucket).fetch(wanted);

    assertThat(arrived).extracting(Arrived::file).isEqualTo(wanted.stream().map(Wanted::file).toList());
    for (var file : arrived) {
      var original = root.resolve("bucket").resolve(file.file().getFileName().toString());
      assertThat(file.file()).hasSameBinaryContentAs(original);
      assertThat(file.digest()).isEqualTo(Digest.of(original));
    }
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    var offsets = Collections.synchronizedList(new ArrayList<Long>());
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        offsets.add(offset);
        return offsets.size() < ATTEMPTS
            ? breakingAfter(100_000, super.read(object, offset))
            : super.read(object, offset);
      }
    };

    var arrived = download(store).fetch(List.of(wanted("a")));

    assertThat(offsets).containsExactly(0L, 100_000L, 200_000L);
    assertThat(arrived.getFirst().digest()).isEqualTo(Digest.of(root.resolve("bucket/a")));
  }

  @Test
  void givesUpOnAConnectionThatAlwaysBreaks() {
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        return breakingAfter(10, super.read(object, offset));
      }
    };

    assertThatThrownBy(() -> download(store).fetch(List.of(wanted("a")))).isInstanceOf(BackupStoreException.class)
        .hasMessage("read a: the connection broke after 30 of 300000 bytes. Next: try again");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void givesUpOnABodyThatIsTooShort() {
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        return new ByteArrayInputStream(new byte[5]);
      }
    };

    assertThatThrownBy(() -> download(store).fetch(List.of(wanted("a")))).isInstanceOf(BackupStoreException.class)
        .hasMessageStartingWith("read a: the store sent only 15 of 300000 bytes.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesABodyThatIsTooLong() {
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        return new ByteArrayInputStream(new byte[SIZE + 1]);
      }
    };

    assertThatThrownBy(() -> download(store).fetch(List.of(wanted("a")))).isInstanceOf(BackupStoreException.class)
        .hasMessageStartingWith("read a: the store sends more than the 300000 bytes it listed.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void startsOverWhenTheMd5IsWrong() throws Exception {
    var reads = Collections.synchronizedList(new ArrayList<Long>());
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        reads.add(offset);
        return reads.size() == 1 ? new ByteArrayInputStream(new byte[SIZE]) : super.read(object, offset);
      }
    };

    var arrived = download(store).fetch(List.of(wanted("a")));

    assertThat(reads).containsExactly(0L, 0L);
    assertThat(arrived.getFirst().file()).hasSameBinaryContentAs(root.resolve("bucket/a"));
  }

  @Test
  void givesUpWhenTheMd5StaysWrong() {
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        return new ByteArrayInputStream(new byte[SIZE]);
      }
    };

    assertThatThrownBy(() -> download(store).fetch(List.of(wanted("a")))).isInstanceOf(BackupStoreException.class)
        .hasMessageContaining("what arrived has the MD5 ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesAnETagOfPartsForNoMd5() throws Exception {
    var object = bucket.object("a");
    var parts = new BackupObject("a", object.size(), "0123456789abcdef0123456789abcdef-3", Instant.EPOCH);
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject wanted, long offset) {
        return super.read(object, offset);
      }
    };

    var arrived = download(store).fetch(List.of(new Wanted(parts, folder.resolve("a"))));

    assertThat(arrived.getFirst().file()).hasSameBinaryContentAs(root.resolve("bucket/a"));
  }

  @Test
  void doesNotAskAgainWhenItIsRefused() {
    var reads = Collections.synchronizedList(new ArrayList<Long>());
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        reads.add(offset);
        throw new BackupStoreException(Kind.REFUSED, "read a: the object changed since it was planned");
      }
    };

    assertThatThrownBy(() -> download(store).fetch(List.of(wanted("a"))))
        .hasMessage("read a: the object changed since it was planned");
    assertThat(reads).hasSize(1);
  }

  @Test
  void breaksOffTheOthersWhenOneFails() throws Exception {
    store("b", 2);
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        if (object.key().equals("a")) {
          throw new BackupStoreException(Kind.REFUSED, "no");
        }
        return new Silence(() -> {
        });
      }
    };

    assertThatThrownBy(() -> download(store).fetch(List.of(wanted("b"), wanted("a")))).hasMessage("no");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNothingHalfDoneWhenItIsInterrupted() throws Exception {
    var reading = new CountDownLatch(1);
    var store = new Faulty(bucket) {
      @Override
      public InputStream read(BackupObject object, long offset) {
        return new Silence(reading::countDown);
      }
    };
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var fetch = executor.submit(() -> download(store).fetch(List.of(wanted("a"))));
      reading.await();

      executor.shutdownNow();

      assertThatThrownBy(fetch::get).hasRootCauseInstanceOf(InterruptedException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysHowFarItIs() throws Exception {
    var seen = Collections.synchronizedList(new ArrayList<Long>());

    new Download(bucket, new FailsafeRetries(1, Duration.ZERO), (_, done, _) -> seen.add(done.bytes()))
        .fetch(List.of(wanted("a")));

    assertThat(seen).isSorted().endsWith((long) SIZE);
  }

  private static InputStream breakingAfter(int bytes, InputStream in) {
    return new FilterInputStream(in) {
      private int left = bytes;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
          throw new IOException("Connection reset");
        }
        var read = super.read(buffer, offset, Math.min(length, left));
        left -= read;
        return read;
      }
    };
  }

  private static Download download(BackupStore store) {
    return new Download(store, new FailsafeRetries(ATTEMPTS, Duration.ZERO), Download.Listener.SILENT);
  }

  private Wanted wanted(String key) {
    return new Wanted(bucket.object(key), folder.resolve(key));
  }

  private void store(String key, int seed) throws IOException {
    var content = new byte[SIZE];
    new Random(seed).nextBytes(content);
    Files.write(root.resolve("bucket").resolve(key), content);
  }

  /// A store that passes on what a test does not change.
  private static class Faulty implements BackupStore {
    private final BackupStore sound;

    Faulty(BackupStore sound) {
      this.sound = sound;
    }

    @Override
    public Page list(String prefix, String after, int limit) {
      return sound.list(prefix, after, limit);
    }

    @Override
    public Optional<BackupObject> find(String key) {
      return sound.find(key);
    }

    @Override
    public InputStream read(BackupObject object, long offset) {
      return sound.read(object, offset);
    }
  }

  /// A body of which nothing ever comes.
  private static final class Silence extends InputStream {
    private final Runnable asked;

    Silence(Runnable asked) {
      this.asked = asked;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      asked.run();
      try {
        new CountDownLatch(1).await();
        return -1;
      } catch (InterruptedException e) {
        // As a socket does.
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
