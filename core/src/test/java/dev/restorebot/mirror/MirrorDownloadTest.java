package dev.restorebot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.files.Digest;
import dev.restorebot.files.FileTotals;
import dev.restorebot.mirror.MirrorDownload.Arrived;
import dev.restorebot.mirror.MirrorDownload.Listener;
import dev.restorebot.mirror.MirrorListing.Taker;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStore.Page;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.FolderStore;
import dev.restorebot.store.WatchedStore;
import dev.restorebot.text.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MirrorDownloadTest {
  private static final MirrorDefinition MIRROR =
      new MirrorDefinition("repositories", "knot/repositories/", "repositories");

  @TempDir
  Path root;
  private Path target;
  private Path live;
  private WatchedStore store;

  @BeforeEach
  void aMirrorOfTwoRepositories() throws IOException {
    target = root.resolve("volume/staged/repositories");
    live = Files.createDirectories(root.resolve("volume/repositories"));
    store = new WatchedStore(new FolderStore(Files.createDirectories(root.resolve("bucket"))));
    put("did:plc:alice/site/HEAD", "ref: refs/heads/main\n");
    put("did:plc:alice/site/objects/5f/aa", "an object");
    put("did:plc:alice/site/objects/5f/bb", "another object");
    put("did:plc:alice/site/packed-refs.lock", "");
    put("did:plc:bob/notes/HEAD", "ref: refs/heads/main\n");
    put("did:plc:bob/notes/description", "");
    put("did:plc:bob/notes/objects/pack/pack-1.pack", random(600_000));
  }

  @Test
  void bringsEveryFileButLeftOvers() throws Exception {
    var arrived = bring(planned());

    assertThat(tree(target)).isEqualTo(mirrored());
    assertThat(arrived.fetched()).isEqualTo(new FileTotals(6, planned().size()));
    assertThat(arrived.leftOut()).isEqualTo(new LeftOut(1, 0, List.of(), 0, List.of()));
    assertThat(root.resolve("volume/staged")).isDirectoryNotContaining("glob:**.arriving");
  }

  @Test
  void asksForNothingButOneListingWhenEverythingIsThere() throws Exception {
    bring(planned());
    var planned = planned();
    store.forget();

    var arrived = bring(planned);

    assertThat(store.listings()).isEqualTo(1);
    assertThat(store.read()).isEmpty();
    assertThat(arrived.kept()).isEqualTo(new FileTotals(6, planned.size()));
  }

  @Test
  void fetchesOnlyWhatIsMissingAfterItWasBrokenOff() throws Exception {
    for (var i = 0; i < 200; i++) {
      put("did:plc:bob/notes/objects/%02x/object".formatted(i), "object " + i);
    }
    var planned = planned();
    var served = new AtomicInteger();
    store.answers((bucket, object, offset) -> {
      if (served.incrementAndGet() > 120) {
        throw new BackupStoreException(Kind.REFUSED, "read " + object.key() + ": the plug was pulled");
      }
      return bucket.read(object, offset);
    });
    assertThatThrownBy(() -> bring(planned)).hasMessageEndingWith("the plug was pulled");
    var whole = tree(target);
    whole.entrySet().retainAll(mirrored().entrySet());
    assertThat(whole).hasSizeBetween(60, 122);
    store.answers(BackupStore::read);
    store.forget();

    var arrived = bring(planned);

    assertThat(tree(target)).isEqualTo(mirrored());
    assertThat(arrived.kept().files()).isEqualTo(whole.size());
    var missing = new ArrayList<>(mirrored().keySet());
    missing.removeAll(whole.keySet());
    missing.remove("did:plc:bob/notes/description");
    assertThat(store.read()).isEqualTo(missing.stream().map(path -> MIRROR.prefix() + path).sorted().toList());
  }

  @Test
  void takesFromTheServiceWhatItHasUnchanged() throws Exception {
    write(live.resolve("did:plc:alice/site/objects/5f/aa"), "an object");
    write(live.resolve("did:plc:alice/site/objects/5f/bb"), "another 0bject");
    Files.createDirectories(live.resolve("did:plc:bob/notes/objects/pack"));
    Files.copy(root.resolve("bucket/knot/repositories/did:plc:bob/notes/objects/pack/pack-1.pack"),
        live.resolve("did:plc:bob/notes/objects/pack/pack-1.pack"));

    var arrived = bring(planned());

    assertThat(tree(target)).isEqualTo(mirrored());
    assertThat(arrived.taken()).isEqualTo(new FileTotals(2, new ByteSize(600_009)));
    assertThat(store.read()).containsExactly("knot/repositories/did:plc:alice/site/HEAD",
        "knot/repositories/did:plc:alice/site/objects/5f/bb", "knot/repositories/did:plc:bob/notes/HEAD");
  }

  @Test
  void followsNoLinkOfTheService() throws Exception {
    var elsewhere = root.resolve("elsewhere");
    write(elsewhere.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(live.resolve("did:plc:alice"));
    Files.createSymbolicLink(live.resolve("did:plc:alice/site"), elsewhere);
    Files.createDirectories(live.resolve("did:plc:bob/notes"));
    Files.createSymbolicLink(live.resolve("did:plc:bob/notes/HEAD"), elsewhere.resolve("HEAD"));

    assertThat(bring(planned()).taken()).isEqualTo(FileTotals.NOTHING);
  }

  @Test
  void repairsWhatIsStagedAndDamaged() throws Exception {
    bring(planned());
    write(target.resolve("did:plc:alice/site/HEAD"), "ref: refs/heads/mall\n");
    Files.delete(target.resolve("did:plc:bob/notes/HEAD"));
    Files.createSymbolicLink(target.resolve("did:plc:bob/notes/HEAD"), target.resolve("did:plc:alice/site/HEAD"));
    store.forget();

    bring(planned());

    assertThat(tree(target)).isEqualTo(mirrored());
    assertThat(store.read())
        .containsExactly("knot/repositories/did:plc:alice/site/HEAD", "knot/repositories/did:plc:bob/notes/HEAD");
  }

  @Test
  void removesWhatAnAttemptWithAnotherListingHadStaged() throws Exception {
    write(target.resolve("did:plc:alice/site"), "a file where a folder belongs");
    write(target.resolve("did:plc:bob/notes/HEAD/x"), "a folder where a file belongs");
    write(target.resolve("did:plc:bob/old/HEAD"), "gone from the mirror");
    write(target.resolve("zzz"), "");
    Files.createDirectories(target.resolve("did:plc:bob/notes/empty"));

    var arrived = bring(planned());

    assertThat(tree(target)).isEqualTo(mirrored());
    assertThat(target.resolve("did:plc:bob/old")).doesNotExist();
    assertThat(target.resolve("did:plc:bob/notes/empty")).doesNotExist();
    assertThat(arrived.removed()).isEqualTo(5);
  }

  @Test
  void touchesNothingWhenTheMirrorHasChangedSinceThePlan() throws Exception {
    bring(planned());
    var planned = planned();
    write(target.resolve("did:plc:bob/old/HEAD"), "from an earlier attempt");
    var before = tree(target);
    put("did:plc:alice/site/HEAD", "ref: refs/heads/next\n");
    store.forget();

    assertThatThrownBy(() -> bring(planned)).isInstanceOf(BackupStoreException.class)
        .hasMessage("the mirror repositories below knot/repositories/ changed since the plan was made: then 6 files of "
            + "586 KiB, and now 6 files of 586 KiB with other contents or names. Next: make a new plan");
    assertThat(tree(target)).isEqualTo(before);
    assertThat(store.read()).isEmpty();
  }

  @Test
  void leavesNothingWhenTheMirrorHasChangedAndNothingWasThere() throws Exception {
    var planned = planned();
    put("did:plc:alice/site/HEAD", "ref: refs/heads/next\n");

    assertThatThrownBy(() -> bring(planned)).isInstanceOf(BackupStoreException.class).hasMessageContaining("changed");

    assertThat(target).doesNotExist();
  }

  @Test
  void fetchesWhileItIsStillListing() throws Exception {
    var planned = planned();
    var fetching = new CountDownLatch(1);
    var overtaken = new AtomicBoolean();
    store.answers((bucket, object, offset) -> {
      fetching.countDown();
      return bucket.read(object, offset);
    });
    store.lists(page -> {
      if (page.objects().size() == 1) {
        overtaken.set(within(fetching));
        return page;
      }
      return new Page(page.objects().subList(0, 1), true);
    });

    bring(planned);

    assertThat(overtaken).as("something was fetched before the last page came").isTrue();
    assertThat(tree(target)).isEqualTo(mirrored());
  }

  private static boolean within(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    var offsets = new ArrayList<Long>();
    store.answers((bucket, object, offset) -> {
      if (!object.key().endsWith(".pack")) {
        return bucket.read(object, offset);
      }
      offsets.add(offset);
      return offsets.size() == 1 ? breaking(bucket.read(object, offset)) : bucket.read(object, offset);
    });

    bring(planned());

    assertThat(offsets).containsExactly(0L, 100_000L);
    assertThat(tree(target)).isEqualTo(mirrored());
  }

  @Test
  void installsNothingThatArrivedDamaged() {
    store.answers((bucket, object, offset) -> object.key().endsWith("/aa")
        ? new ByteArrayInputStream("an 0bject".getBytes(StandardCharsets.UTF_8))
        : bucket.read(object, offset));

    assertThatThrownBy(() -> bring(planned())).isInstanceOf(BackupStoreException.class)
        .hasMessageContaining("5f/aa: what arrived has the MD5 ");
    assertThat(target.resolve("did:plc:alice/site/objects/5f/aa")).doesNotExist();
  }

  @Test
  void fetchesWhatHasNoMd5ByItsSizeAndTime() throws Exception {
    store.lists(page -> new Page(page.objects().stream().map(object -> new BackupObject(object.key(), object.size(),
        object.etag() + "-2", Instant.parse("2026-02-25T02:00:12.345Z"))).toList(), page.more()));
    store.answers((bucket, object, offset) -> bucket.read(bucket.find(object.key()).orElseThrow(), offset));
    write(live.resolve("did:plc:alice/site/objects/5f/aa"), "an 0bject");
    var planned = planned();

    var first = bring(planned);
    var second = bring(planned);

    assertThat(tree(target)).isEqualTo(mirrored());
    assertThat(first.taken()).isEqualTo(FileTotals.NOTHING);
    assertThat(second.kept().files()).isEqualTo(6);
  }

  @Test
  void tellsHowFarItIsInFilesAndBytes() throws Exception {
    var heard = new ArrayList<String>();
    var planned = planned();

    download((what, done, total) -> heard.add(what + " " + done + " of " + total)).bring(planned,
        MirrorDownloadTest::leftOver, target,
        Optional.empty());

    var all = new FileTotals(6, planned.size());
    assertThat(heard).last().isEqualTo("repositories " + all + " of " + all);
  }

  private static boolean leftOver(String path) {
    return path.endsWith(".lock");
  }

  private Mirror planned() throws Exception {
    return new MirrorListing(store, attempt -> attempt.run(), MirrorDownloadTest::leftOver)
        .list(MIRROR, Optional.empty(), Taker.NONE)
        .mirror();
  }

  private Arrived bring(Mirror planned) throws Exception {
    return download(Listener.SILENT).bring(planned, MirrorDownloadTest::leftOver, target, Optional.of(live));
  }

  private MirrorDownload download(Listener listener) {
    return new MirrorDownload(store, new FailsafeRetries(3, Duration.ZERO), listener);
  }

  private void put(String path, String content) throws IOException {
    write(root.resolve("bucket").resolve(MIRROR.prefix() + path), content);
  }

  private void put(String path, byte[] content) throws IOException {
    put(path, "");
    Files.write(root.resolve("bucket").resolve(MIRROR.prefix() + path), content);
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
  }

  private Map<String, String> mirrored() throws IOException {
    var files = tree(root.resolve("bucket/knot/repositories"));
    files.keySet().removeIf(MirrorDownloadTest::leftOver);
    return files;
  }

  private static Map<String, String> tree(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var found = new TreeMap<String, String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        found.put(folder.relativize(file).toString(), Digest.of(file).sha256());
      }
      return found;
    }
  }

  private static byte[] random(int size) {
    var content = new byte[size];
    new Random(5).nextBytes(content);
    return content;
  }

  /// Breaks after 100,000 bytes.
  private static InputStream breaking(InputStream whole) throws IOException {
    return new FilterInputStream(new ByteArrayInputStream(whole.readNBytes(100_000))) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        var read = super.read(bytes, offset, length);
        if (read < 0) {
          throw new IOException("the line went dead");
        }
        return read;
      }
    };
  }
}
