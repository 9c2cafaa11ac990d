package dev.restorebot.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.mirror.PastPages;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.SnapshotFinder;
import dev.restorebot.snapshot.SnapshotFinderTest;
import dev.restorebot.text.ByteSize;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stores whose listings do not come to an end.
@Timeout(30)
class EndlessListingTest {
  private static final BackupObject ONE = new BackupObject("pds/db/account-20260226-020000.sqlite", new ByteSize(4096),
      "etag", Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void refusesAStoreThatSaysThereIsMoreAndDoesNotGoOn(int objects) {
    var store = new Endless() {
      @Override
      public Page list(String prefix, String after, int limit) {
        return new Page(List.of(ONE).subList(0, objects), true);
      }
    };

    assertThatThrownBy(() -> new SnapshotFinder(store, SnapshotFinderTest.BACKUPS).find(new Selector.Latest(),
        SnapshotFinderTest.NOW)).isInstanceOf(BackupStoreException.class).hasMessageContaining("does not go on");
  }

  @Test
  void refusesVersionsThatLeadInACircle() {
    var store = new Endless() {
      private int asked;

      @Override
      public VersionPage versions(String prefix, Optional<VersionMark> after, int limit) {
        return new VersionPage(List.of(), Optional.of(new VersionMark("a", "v" + asked++ % 3)));
      }
    };
    var pages = new PastPages(store, "", Instant.EPOCH);

    assertThatThrownBy(() -> {
      while (pages.more()) {
        pages.next();
      }
    }).isInstanceOf(BackupStoreException.class).hasMessageContaining("the store does not go on");
  }

  @Test
  void refusesVersionsThatGoBack() {
    var store = new Endless() {
      private int asked;

      @Override
      public VersionPage versions(String prefix, Optional<VersionMark> after, int limit) {
        return new VersionPage(List.of(), Optional.of(new VersionMark(asked++ % 2 == 0 ? "b" : "a", "")));
      }
    };
    var pages = new PastPages(store, "", Instant.EPOCH);

    assertThatThrownBy(() -> {
      while (pages.more()) {
        pages.next();
      }
    }).isInstanceOf(BackupStoreException.class).hasMessageContaining("the store does not go on");
  }

  private abstract static class Endless implements BackupStore {
    @Override
    public Page list(String prefix, String after, int limit) {
      return new Page(List.of(), false);
    }

    @Override
    public Optional<BackupObject> find(String key) {
      return Optional.empty();
    }

    @Override
    public InputStream read(BackupObject object, long offset) {
      return InputStream.nullInputStream();
    }
  }
}
