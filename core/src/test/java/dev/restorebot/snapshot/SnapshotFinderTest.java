package dev.restorebot.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.golden.Golden;
import dev.restorebot.service.Backups;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.snapshot.SnapshotFinder.Search;
import dev.restorebot.store.CountingStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
public class SnapshotFinderTest {
  public static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  public static final Backups BACKUPS = new Backups(
      new StoreDefinition("hetzner", URI.create("http://localhost:9000"), "nbg1", StoreDefinition.Addressing.PATH),
      "backups", new CredentialsRef("keys", "access", "secret"),
      List.of(database("account", Need.REQUIRED), database("sequencer", Need.REQUIRED),
          database("did_cache", Need.OPTIONAL)),
      List.of(),
      Schedule.NONE, List.of(), Backups.DEFAULT_TOLERANCE);

  private final CountingStore store = new CountingStore();

  @Test
  void findsWhatIsMeant() {
    var golden = Golden.resource("dev/restorebot/snapshot/finder.txt");
    var blocks = golden.text().split("\n\n", -1);

    var made = new ArrayList<String>();
    made.add(blocks[0]);
    for (var index = 1; index < blocks.length; index++) {
      made.add(answered(blocks[index]));
    }

    golden.says(String.join("\n\n", made) + "\n");
  }

  @Test
  void readsLittleOfALongHistory() {
    var written = new StringBuilder();
    written.append(costs("ten years of daily backups", Duration.ofDays(3650), Duration.ofDays(1)));
    written.append(costs("two years of hourly backups", Duration.ofDays(730), Duration.ofHours(1)));
    written.append(costs("two weeks of backups every minute", Duration.ofDays(14), Duration.ofMinutes(1)));
    written.append(costs("one backup, ten years ago", Duration.ofDays(3650), Duration.ofDays(3651)));

    Golden.resource("dev/restorebot/snapshot/requests.txt").says(written.toString());
  }

  @Test
  void asksAtMostSixTimesInTenYearsOfDailyBackups() {
    var bucket = history(Duration.ofDays(3650), Duration.ofDays(1));
    var middle = NOW.minus(Duration.ofDays(1825));

    for (var selector : List.of(new Selector.Latest(), new Selector.LatestBefore(middle),
        new Selector.At(new Timestamp(middle)))) {
      var before = bucket.requests();
      var search = new SnapshotFinder(bucket, BACKUPS).find(selector, NOW);

      assertThat(search).isInstanceOf(Search.Found.class);
      assertThat(bucket.requests() - before).as(selector.toString()).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void looksAtTenYearsOfHourlyBackupsWithAHandfulOfRequests() {
    var bucket = history(Duration.ofDays(3653), Duration.ofHours(1));
    var before = bucket.requests();

    var recent = new SnapshotFinder(bucket, BACKUPS).recent(30, NOW);
    var troubles = new BackupsReview(BACKUPS).of(recent, NOW);

    assertThat(recent).hasSize(30);
    assertThat(troubles).isEmpty();
    assertThat(bucket.requests() - before).isLessThanOrEqualTo(6);
  }

  @Test
  void doesNotTearSetsApartWhereverItStartsToRead() {
    var bucket = history(Duration.ofDays(14), Duration.ofMinutes(1));
    var finder = new SnapshotFinder(bucket, BACKUPS);

    for (var second = 0; second < 60; second++) {
      var search = finder.find(new Selector.LatestBefore(NOW.minusSeconds(3600 + second)), NOW);

      assertThat(search).isInstanceOfSatisfying(Search.Found.class, found -> {
        assertThat(found.snapshot().members()).hasSize(3);
        assertThat(Duration.between(found.snapshot().timestamp().instant(), found.snapshot().last().instant()))
            .hasSeconds(15);
      });
    }
  }

  @Test
  void showsTheNewestFirst() {
    put("account", "20260222-020010");
    put("sequencer", "20260222-020012");
    put("account", "20260223-020010");
    put("account", "20260224-020010");
    put("sequencer", "20260224-020012");

    var recent = new SnapshotFinder(store, BACKUPS).recent(2, NOW);

    assertThat(recent).extracting(set -> set.timestamp() + " " + set.complete())
        .containsExactly("20260224-020010 true", "20260223-020010 false");
  }

  @Test
  void showsWhatIsOldWhereNothingIsNew() {
    put("account", "20240223-020010");
    put("account", "20240224-020010");
    put("sequencer", "20240224-020012");

    var recent = new SnapshotFinder(store, BACKUPS).recent(2, NOW);

    assertThat(recent).extracting(set -> set.timestamp().toString()).containsExactly("20240224-020010",
        "20240223-020010");
    assertThat(new BackupsReview(BACKUPS).of(recent, NOW)).extracting(BackupsReview.Trouble::text)
        .contains("there are no backups of the last weeks: the newest is 20240224-020010");
  }

  @Test
  void showsNothingOfAnEmptyBucket() {
    assertThat(new SnapshotFinder(store, BACKUPS).recent(5, NOW)).isEmpty();
  }

  /// The block with the answers that its questions get.
  private static String answered(String block) {
    var bucket = new CountingStore();
    var lines = new ArrayList<String>();
    for (var line : block.strip().lines().filter(line -> !line.startsWith("    ")).toList()) {
      lines.add(line);
      if (line.startsWith("  ")) {
        put(bucket, line.strip().split("\\s+", -1));
      }
      if (line.startsWith("> ")) {
        lines.addAll(written(new SnapshotFinder(bucket, BACKUPS).find(selector(line.substring(2)), NOW)));
      }
    }
    return String.join("\n", lines);
  }

  private static void put(CountingStore bucket, String... words) {
    if (words.length == 1) {
      bucket.put(words[0], 4096);
    } else {
      bucket.put(key(words[0], words[1]), words.length > 2 ? Long.parseLong(words[2]) : 4096);
    }
  }

  private static Selector selector(String text) {
    var words = text.split(" ", -1);
    return switch (words[0]) {
      case "latest" -> new Selector.Latest();
      case "latest-before" -> new Selector.LatestBefore(Instant.parse(words[1]));
      case "at" -> new Selector.At(Timestamp.parse(words[1]).orElseThrow());
      default -> throw new AssertionError("no selector: " + text);
    };
  }

  private static List<String> written(Search search) {
    var lines = new ArrayList<String>();
    switch (search) {
      case Search.Found(var snapshot, var passedOver, var older) -> {
        lines.add("    " + snapshot.timestamp() + ", with " + snapshot.members().stream()
            .map(member -> member.database().name() + " " + member.timestamp()).collect(Collectors.joining(", ")));
        passedOver.forEach(line -> lines.add("    passed over " + line));
        lines.addAll(older(older));
      }
      case Search.NotFound(var reason, var older) -> {
        lines.add("    none: " + reason);
        lines.addAll(older(older));
      }
    }
    return lines;
  }

  private static List<String> older(List<Snapshot> older) {
    return older.stream().map(set -> "    older " + set.timestamp() + (set.complete() ? "" : ", not complete"))
        .toList();
  }

  private static String costs(String title, Duration past, Duration apart) {
    var bucket = history(past, apart);
    var finder = new SnapshotFinder(bucket, BACKUPS);
    var middle = NOW.minus(past.dividedBy(2));
    var questions = new LinkedHashMap<String, Runnable>();
    questions.put("latest", () -> finder.find(new Selector.Latest(), NOW));
    questions.put("latest-before the middle", () -> finder.find(new Selector.LatestBefore(middle), NOW));
    questions.put("latest-before everything",
        () -> finder.find(new Selector.LatestBefore(NOW.minus(past.plusDays(1))), NOW));
    questions.put("at the middle", () -> finder.find(new Selector.At(new Timestamp(middle)), NOW));
    questions.put("recent, 10 of them", () -> finder.recent(10, NOW));
    var written = new StringBuilder(title + ", " + bucket.objects() + " objects\n");
    questions.forEach((question, ask) -> {
      var requests = bucket.requests();
      var listed = bucket.listed();
      ask.run();
      written.append(String.format("  %-26s %3d requests, %6d keys%n", question, bucket.requests() - requests,
          bucket.listed() - listed));
    });
    return written.toString();
  }

  /// Sets of three, seconds apart, the newest of them a moment ago.
  static CountingStore history(Duration past, Duration apart) {
    var bucket = new CountingStore();
    for (var at = NOW.minus(past); at.isBefore(NOW); at = at.plus(apart)) {
      bucket.put(key("account", new Timestamp(at).toString()), 4096);
      bucket.put(key("sequencer", new Timestamp(at.plusSeconds(5)).toString()), 4096);
      bucket.put(key("did_cache", new Timestamp(at.plusSeconds(15)).toString()), 4096);
    }
    return bucket;
  }

  private void put(String database, String timestamp) {
    put(store, database, timestamp);
  }

  private static String key(String database, String timestamp) {
    return BACKUPS.databases().stream().filter(definition -> definition.name().equals(database)).findFirst()
        .orElseThrow().key().keyAt(timestamp);
  }

  private static DatabaseDefinition database(String name, Need need) {
    return new DatabaseDefinition(name, KeyTemplate.parse("pds/db/" + name + "-{timestamp}.sqlite"), name + ".sqlite",
        need);
  }
}
