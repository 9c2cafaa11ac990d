package dev.restorebot.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.store.BackupStore;
import dev.restorebot.store.CountingStore;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What it costs to look at ten years of hourly backups. Prints requests, keys and time of what `list` and the watch ask for, beside a
/// listing of everything.
@Tag("benchmark")
class SnapshotBenchmarkTest {
  private static final int PAGE = 1000;

  @Test
  void tenYearsEveryHour() {
    var bucket = SnapshotFinderTest.history(Duration.ofDays(3653), Duration.ofHours(1));
    var finder = new SnapshotFinder(bucket, SnapshotFinderTest.BACKUPS);
    System.out.println("ten years of hourly backups, " + bucket.objects() + " objects");

    print("list: the newest 60 sets", bucket, () -> finder.recent(60, SnapshotFinderTest.NOW).size());
    print("watch: the newest 30 sets, reviewed", bucket, () -> {
      var recent = finder.recent(30, SnapshotFinderTest.NOW);
      return recent.size() + new BackupsReview(SnapshotFinderTest.BACKUPS).of(recent, SnapshotFinderTest.NOW).size();
    });
    print("a listing of everything", bucket, () -> everything(bucket));
  }

  private static int everything(BackupStore bucket) {
    var count = 0;
    for (var database : SnapshotFinderTest.BACKUPS.databases()) {
      var more = true;
      for (var after = ""; more;) {
        var page = bucket.list(database.key().prefix(), after, PAGE);
        count += page.objects().size();
        more = page.more();
        after = page.objects().getLast().key();
      }
    }
    return count;
  }

  private static void print(String what, CountingStore bucket, IntSupplier look) {
    var requests = bucket.requests();
    var listed = bucket.listed();
    var begun = System.nanoTime();
    assertThat(look.getAsInt()).isPositive();
    System.out.printf(Locale.ROOT, "  %-36s %4d requests, %7d keys, %6.1f ms%n", what, bucket.requests() - requests,
        bucket.listed() - listed, (System.nanoTime() - begun) / 1e6);
  }
}
