package dev.restorebot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.files.Digest;
import dev.restorebot.mirror.LeftOut.Clash;
import dev.restorebot.mirror.MirrorListing.Listed;
import dev.restorebot.mirror.MirrorListing.Taker;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStore.ObjectVersion;
import dev.restorebot.store.BackupStore.Page;
import dev.restorebot.store.BackupStore.VersionMark;
import dev.restorebot.store.BackupStore.VersionPage;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.CountingStore;
import dev.restorebot.text.ByteSize;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MirrorListingTest {
  private static final MirrorDefinition MIRROR = new MirrorDefinition("repositories", "knot/", "repositories");
  private static final Instant BACKUP = Instant.parse("2026-02-25T02:00:12Z");

  @Test
  void asksOnceForEachThousandObjectsAndForNothingElse() throws Exception {
    var store = new CountingStore();
    for (var i = 0; i < 2500; i++) {
      store.put("knot/%04d".formatted(i), i);
    }
    store.put("pds/db/account", 1);
    var paths = new ArrayList<String>();

    var listed = list(store, Optional.empty(), (_, path) -> paths.add(path));

    assertThat(store.requests()).isEqualTo(3);
    assertThat(paths).hasSize(2500).isSorted().startsWith("0000").endsWith("2499");
    assertThat(listed.mirror().files()).isEqualTo(2500);
    assertThat(listed.mirror().size()).isEqualTo(new ByteSize(2499 * 1250));
  }

  @Test
  void asksForTheNextPageWhileTheLastIsWorkedOn() throws Exception {
    var second = new CountDownLatch(1);
    var store = new Listings() {
      @Override
      public Page list(String prefix, String after, int limit) {
        if (!after.isEmpty()) {
          second.countDown();
          return new Page(List.of(object("b", "b", BACKUP)), false);
        }
        return new Page(List.of(object("a", "a", BACKUP)), true);
      }
    };

    list(store, Optional.empty(), (_, _) -> second.await());

    assertThat(second.getCount()).isZero();
  }

  @Test
  void hasTheSameDigestForTheSameObjectsAndAnotherForOthers() throws Exception {
    var plain = digest(object("a", "1", BACKUP), object("b", "2", BACKUP));

    assertThat(digest(object("a", "1", Instant.EPOCH), object("b", "2", BACKUP), object("b.lock", "3", BACKUP),
        object("c/", "4", BACKUP), object("c/../d", "5", BACKUP))).isEqualTo(plain);
    assertThat(digest(object("a", "1", BACKUP))).isNotEqualTo(plain);
    assertThat(digest(object("a", "1", BACKUP), object("b", "3", BACKUP))).isNotEqualTo(plain);
    assertThat(digest(object("a", "1", BACKUP), object("c", "2", BACKUP))).isNotEqualTo(plain);
  }

  @Test
  void saysWhatItLeavesOut() throws Exception {
    var objects = new ArrayList<BackupObject>();
    for (var i = 0; i < 7; i++) {
      objects.add(object(i + "/../passwd", "", BACKUP));
    }
    objects.add(object("a", "1", BACKUP.minusSeconds(1)));
    objects.add(object("b.lock", "1", BACKUP));

    var listed = list(page(objects), Optional.empty(), Taker.NONE);

    assertThat(listed.leftOut()).isEqualTo(new LeftOut(1, 7,
        List.of("knot/0/../passwd holds the name ..", "knot/1/../passwd holds the name ..",
            "knot/2/../passwd holds the name ..", "knot/3/../passwd holds the name ..",
            "knot/4/../passwd holds the name .."),
        0, List.of()));
    assertThat(listed.mirror().newest()).isEqualTo(BACKUP.minusSeconds(1));
  }

  /// The branch `topic` was deleted, then `topic/one` made: a mirror to which files are only added has both.
  @Test
  void leavesOutAFileThatAFolderHasTakenThePlaceOf() throws Exception {
    var taken = new ArrayList<String>();

    var listed = list(
        page(List.of(object("refs/heads/main", "1", BACKUP), object("refs/heads/topic", "2", BACKUP.minusSeconds(60)),
            object("refs/heads/topic-2", "3", BACKUP), object("refs/heads/topic/one", "4", BACKUP))),
        Optional.empty(),
        (_, path) -> taken.add(path));

    assertThat(taken).containsExactly("refs/heads/main", "refs/heads/topic-2", "refs/heads/topic/one");
    assertThat(listed.mirror().files()).isEqualTo(3);
    assertThat(listed.leftOut()).isEqualTo(new LeftOut(0, 0, List.of(), 1,
        List.of(new Clash("refs/heads/topic", BACKUP.minusSeconds(60), "refs/heads/topic/one", BACKUP))));
  }

  @Test
  void trustsNoListingThatIsOutOfOrder() {
    assertThatThrownBy(
        () -> list(page(List.of(object("b", "", BACKUP), object("a", "", BACKUP))), Optional.empty(), Taker.NONE))
        .isInstanceOf(BackupStoreException.class)
        .hasMessage("the store lists knot/a after knot/b, which is not in order: it cannot be told what it left out."
            + " Next: look at the store");
  }

  @Test
  void takesWhatWasThereAtTheMoment() throws Exception {
    var later = BACKUP.plusSeconds(60);
    var earlier = BACKUP.minusSeconds(60);
    var versions = List.of(
        version("changed-later", "new", later), version("changed-later", "old", BACKUP),
        version("changed-later", "oldest", earlier), version("created-later", "new", later),
        deleted("deleted-before", BACKUP), version("deleted-before", "old", earlier),
        deleted("deleted-later", later), version("deleted-later", "old", earlier),
        version("made-again", "new", later), deleted("made-again", BACKUP), version("made-again", "old", earlier),
        version("unchanged", "old", earlier));

    for (var size = 1; size <= versions.size(); size++) {
      var taken = new ArrayList<String>();
      var store = new VersionedStore(versions, size);

      var listed = list(store, Optional.of(BACKUP), (object, path) -> taken.add(path + " " + object.version()));

      assertThat(taken).containsExactly("changed-later old", "deleted-later old", "unchanged old");
      assertThat(listed.mirror().asOf()).contains(BACKUP);
      assertThat(store.asked).hasSize(Math.ceilDiv(versions.size(), size));
    }
  }

  private static Digest digest(BackupObject... objects) throws Exception {
    return list(page(List.of(objects)), Optional.empty(), Taker.NONE).mirror().listing();
  }

  private static Listed list(BackupStore store, Optional<Instant> asOf, Taker taker) throws Exception {
    return new MirrorListing(store, attempt -> attempt.run(), path -> path.endsWith(".lock")).list(MIRROR, asOf, taker);
  }

  private static BackupStore page(List<BackupObject> objects) {
    return new Listings() {
      @Override
      public Page list(String prefix, String after, int limit) {
        return new Page(objects, false);
      }
    };
  }

  private static BackupObject object(String path, String etag, Instant modified) {
    return new BackupObject(MIRROR.prefix() + path, new ByteSize(1), etag, modified);
  }

  private static ObjectVersion version(String path, String version, Instant modified) {
    return new ObjectVersion(new BackupObject(MIRROR.prefix() + path, new ByteSize(1), version, modified, version),
        false);
  }

  private static ObjectVersion deleted(String path, Instant modified) {
    return new ObjectVersion(new BackupObject(MIRROR.prefix() + path, new ByteSize(0), "", modified, "gone"), true);
  }

  private abstract static class Listings implements BackupStore {
    @Override
    public Page list(String prefix, String after, int limit) {
      throw new AssertionError("nobody lists what is there now");
    }

    @Override
    public Optional<BackupObject> find(String key) {
      throw new AssertionError("nobody looks for " + key);
    }

    @Override
    public InputStream read(BackupObject object, long offset) {
      throw new AssertionError("nobody reads " + object);
    }
  }

  private static final class VersionedStore extends Listings {
    private final List<ObjectVersion> versions;
    private final int size;
    private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

    VersionedStore(List<ObjectVersion> versions, int size) {
      this.versions = versions;
      this.size = size;
    }

    @Override
    public VersionPage versions(String prefix, Optional<VersionMark> after, int limit) {
      var from = after.map(mark -> Integer.parseInt(mark.version())).orElse(0);
      asked.add(from);
      var to = Math.min(versions.size(), from + size);
      return new VersionPage(versions.subList(from, to),
          to < versions.size() ? Optional.of(new VersionMark("", Integer.toString(to))) : Optional.empty());
    }
  }
}
