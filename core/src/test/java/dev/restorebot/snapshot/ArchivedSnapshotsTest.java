package dev.restorebot.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.snapshot.SnapshotFinder.Search;
import dev.restorebot.store.CountingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Snapshots that a lifecycle rule of the bucket has moved to an archive, where nothing can be read at once.
class ArchivedSnapshotsTest {
  private static final Instant NOW = SnapshotFinderTest.NOW;
  private static final String NEWEST = "20260226-020000";
  private static final String OLDER = "20260225-020000";
  private static final String WHAT_TO_DO =
      "account-" + NEWEST + ".sqlite is archived: have the store restore it from the"
          + " archive (on AWS: `aws s3api restore-object`), which takes minutes to hours, then ask again";

  private final CountingStore store = new CountingStore();

  @BeforeEach
  void twoSnapshots() {
    put(OLDER);
    put(NEWEST);
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void leavesItToPeopleWhetherToWaitOrToTakeAnOlderOne(Selector selector) {
    store.archive(key("account", NEWEST));

    assertThat(find(selector)).isInstanceOfSatisfying(Search.NotFound.class, none -> {
      assertThat(none.reason()).isEqualTo("the snapshot " + NEWEST + " cannot be read now: " + WHAT_TO_DO);
      assertThat(none.older()).extracting(Snapshot::timestamp).extracting(Timestamp::toString).containsExactly(OLDER);
    });
  }

  static List<Selector> selectors() {
    return List.of(new Selector.Latest(), new Selector.LatestBefore(NOW), new Selector.At(
        Timestamp.parse(NEWEST).orElseThrow()));
  }

  @Test
  void saysOfOlderOnesToo() {
    for (var timestamp : List.of(OLDER, NEWEST)) {
      store.archive(key("account", timestamp));
      store.archive(key("sequencer", timestamp));
    }

    assertThat(find(new Selector.Latest())).isInstanceOfSatisfying(Search.NotFound.class, none -> {
      assertThat(none.reason()).contains("account-" + NEWEST + ".sqlite is archived",
          "sequencer-" + NEWEST + ".sqlite is archived");
      assertThat(none.older()).extracting(Snapshot::ready).containsExactly(false);
    });
  }

  @Test
  void takesOneThatWasBroughtBackAndIsStillListedAsArchived() {
    store.classify(key("account", NEWEST));

    assertThat(find(new Selector.Latest())).isInstanceOfSatisfying(Search.Found.class, found -> {
      assertThat(found.snapshot().timestamp()).hasToString(NEWEST);
      assertThat(found.passedOver()).isEmpty();
    });
  }

  @Test
  void tellsOfThemInTheListAndInTheReview() {
    store.archive(key("account", NEWEST));

    var recent = new SnapshotFinder(store, SnapshotFinderTest.BACKUPS).recent(5, NOW);

    assertThat(recent).extracting(Snapshot::ready).containsExactly(false, true);
    assertThat(recent).allMatch(Snapshot::complete);
    assertThat(new BackupsReview(SnapshotFinderTest.BACKUPS).of(recent, NOW)).extracting(BackupsReview.Trouble::text)
        .containsExactly("the newest complete set, " + NEWEST + ", cannot be read at once: " + WHAT_TO_DO);
  }

  @Test
  void asksOfAFewWhateverIsListed() {
    var then = NOW;
    for (var count = 0; count < 200; count++) {
      then = then.minus(Duration.ofHours(1));
      var timestamp = new Timestamp(then).toString();
      put(timestamp);
      store.archive(key("account", timestamp));
      store.archive(key("sequencer", timestamp));
    }
    var finder = new SnapshotFinder(store, SnapshotFinderTest.BACKUPS);
    var before = store.requests();

    finder.recent(100, NOW);

    assertThat(store.requests() - before).isLessThan(35);
  }

  @Test
  void asksNothingWhereNothingIsListedAsArchived() {
    var before = store.requests();

    find(new Selector.Latest());

    assertThat(store.requests() - before).isLessThanOrEqualTo(4);
  }

  private Search find(Selector selector) {
    return new SnapshotFinder(store, SnapshotFinderTest.BACKUPS).find(selector, NOW);
  }

  private void put(String timestamp) {
    store.put(key("account", timestamp), 4096);
    store.put(key("sequencer", timestamp), 4096);
  }

  private static String key(String database, String timestamp) {
    return SnapshotFinderTest.BACKUPS.databases().stream().filter(known -> known.name().equals(database)).findFirst()
        .orElseThrow().key().keyAt(timestamp);
  }
}
