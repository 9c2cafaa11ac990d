package dev.restorebot.commands.desk;

import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.VerificationRecord;
import dev.restorebot.text.ByteSize;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Snapshots as a table that fits a chat, a line each; below it what is in the newest that was opened, table by table, beside the one
/// before.
///
/// @param snapshots the newest first
/// @param opened what complete ones turned out to be, as far as they were opened
record SnapshotTable(List<Snapshot> snapshots, Map<Snapshot, VerificationRecord> opened, Instant now) {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  /// Tables that nobody would miss a row of, such as a library's own.
  private static final int TOLD = 12;

  List<String> lines() {
    var lines = new ArrayList<String>();
    var largest = snapshots.stream().map(Snapshot::size).max(ByteSize::compareTo).orElse(new ByteSize(1));
    for (var index = 0; index < snapshots.size(); index++) {
      lines.add("  " + line(snapshots.get(index), before(index), largest));
    }
    comparison().ifPresent(lines::add);
    return lines;
  }

  /// The next older complete one.
  private Optional<Snapshot> before(int index) {
    return snapshots.stream().skip(index + 1L).filter(Snapshot::complete).findFirst();
  }

  private String line(Snapshot snapshot, Optional<Snapshot> before, ByteSize largest) {
    var age = Duration.between(snapshot.last().instant(), now);
    return snapshot.timestamp() + "  " + padded(age(age), 10)
        + right(snapshot.size().toString(), 8) + " " + bar(snapshot.size(), largest)
        + right(change(snapshot, before), 7)
        + "  " + state(snapshot);
  }

  /// In its largest unit: `11 hours`.
  private static String age(Duration age) {
    if (age.isNegative()) {
      return "future";
    }
    return age.toDays() > 0
        ? Times.count(age.toDays(), "day")
        : age.toHours() > 0 ? Times.count(age.toHours(), "hour") : Times.count(age.toMinutes(), "minute");
  }

  private static char bar(ByteSize size, ByteSize largest) {
    var height = Math.round((BARS.length() - 1) * (double) size.bytes() / Math.max(1, largest.bytes()));
    return BARS.charAt((int) height);
  }

  private static String change(Snapshot snapshot, Optional<Snapshot> before) {
    return before.filter(older -> older.size().bytes() > 0).map(older -> {
      var percent = Math.round(100.0 * snapshot.size().bytes() / older.size().bytes() - 100);
      return (percent < 0 ? "-" : "+") + Math.abs(percent) + " %";
    }).orElse("");
  }

  private String state(Snapshot snapshot) {
    if (!snapshot.complete()) {
      return "incomplete: " + String.join("; ", snapshot.defects());
    }
    if (!snapshot.ready()) {
      return "cannot be read now: " + String.join("; ", snapshot.obstacles());
    }
    return switch (opened.get(snapshot)) {
      case VerificationRecord.Sound(var rows) -> "good, " + databases(rows);
      case VerificationRecord.Unsound(var reasons) -> "cannot be restored: " + String.join("; ", reasons);
      case null -> "complete, not opened yet";
    };
  }

  /// `3 rows in account, 20 rows in sequencer`, the databases in the order of their names.
  private static String databases(SortedMap<String, Long> rows) {
    var sums = new TreeMap<String, Long>();
    rows.forEach((table, count) -> sums.merge(table.substring(0, table.indexOf('.')), count, Long::sum));
    return sums.entrySet().stream().map(sum -> sum.getValue() + " rows in " + sum.getKey())
        .collect(Collectors.joining(", "));
  }

  /// What the newest good one holds, and how many rows more or fewer than the good one before it, where that was opened.
  private Optional<String> comparison() {
    var good = snapshots.stream().filter(snapshot -> opened.get(snapshot) instanceof VerificationRecord.Sound).limit(2)
        .toList();
    if (good.isEmpty()) {
      return Optional.empty();
    }
    var newest = tables(good.getFirst());
    SortedMap<String, Long> older = good.size() > 1 ? tables(good.getLast()) : new TreeMap<>();
    var told =
        newest.entrySet().stream().filter(entry -> entry.getValue() > 0 || older.getOrDefault(entry.getKey(), 0L) > 0)
            .sorted((one, other) -> Long.compare(other.getValue(), one.getValue())).limit(TOLD)
            .map(entry -> entry.getKey() + " " + entry.getValue() + (good.size() > 1
                ? difference(entry.getValue() - older.getOrDefault(entry.getKey(), 0L))
                : ""))
            .collect(Collectors.joining(", "));
    return Optional.of("Rows in " + good.getFirst().timestamp()
        + (good.size() > 1 ? ", and the change against " + good.getLast().timestamp() : "") + ": " + told);
  }

  private static String difference(long rows) {
    return rows == 0 ? " (=)" : rows > 0 ? " (+" + rows + ")" : " (" + rows + ")";
  }

  /// The rows of each table, by database and table.
  private SortedMap<String, Long> tables(Snapshot snapshot) {
    return opened.get(snapshot) instanceof VerificationRecord.Sound(var rows) ? rows : new TreeMap<>();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
