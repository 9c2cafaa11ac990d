package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Item;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a service holds, as it is stored.
record ContentsRecord(List<ItemRecord> items, SortedMap<String, Long> numbers,
    @JsonSetter(nulls = Nulls.SET) @Nullable Instant newest, List<String> unreadable) {
  static ContentsRecord of(Contents contents) {
    return new ContentsRecord(contents.items().stream().map(ItemRecord::of).toList(), contents.numbers(),
        contents.newest(), contents.unreadable());
  }

  Contents contents() {
    return new Contents(items.stream().map(ItemRecord::item).toList(), numbers, newest, unreadable);
  }

  /// One thing that people would miss.
  ///
  /// @param parts sorted
  record ItemRecord(String id, String label, List<String> parts, SortedMap<String, String> versions) {
    static ItemRecord of(Item item) {
      return new ItemRecord(item.id(), item.label(), List.copyOf(item.parts()), item.versions());
    }

    Item item() {
      return new Item(id, label, new TreeSet<>(parts), versions);
    }
  }

  /// What a person must know.
  record FindingRecord(String severity, String code, String text) {
    static FindingRecord of(Finding finding) {
      return new FindingRecord(Words.SEVERITIES.of(finding.severity()), finding.code(), finding.text());
    }

    Finding finding() {
      return new Finding(Words.SEVERITIES.constant(severity), code, text);
    }

    static List<FindingRecord> of(List<Finding> findings) {
      return findings.stream().map(FindingRecord::of).toList();
    }

    static List<Finding> findings(List<FindingRecord> records) {
      return records.stream().map(FindingRecord::finding).toList();
    }
  }
}
