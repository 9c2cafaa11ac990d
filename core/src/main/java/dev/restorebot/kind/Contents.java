package dev.restorebot.kind;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a service holds, as far as a restore cares: on its volume now, or in a snapshot.
///
/// @param items ordered by id
/// @param numbers figures in the words of the kind, such as the last sequence number
/// @param newest when the newest thing in it happened, or null if that cannot be told
/// @param unreadable what could not be read, a sentence each; what it would have told is missing from the rest
public record Contents(List<Item> items, SortedMap<String, Long> numbers, @Nullable Instant newest,
    List<String> unreadable) {
  /// Nothing at all.
  public static final Contents EMPTY = new Contents(List.of(), new TreeMap<>(), null, List.of());

  /// No service gives longer ones, and whoever wrote such a one means harm.
  private static final int LONGEST_ID = 1024;

  public Contents {
    var tooLong = items.stream().filter(item -> item.id().length() > LONGEST_ID).count();
    if (tooLong > 0) {
      unreadable = Stream.concat(unreadable.stream(), Stream.of((tooLong == 1 ? "1 item has" : tooLong + " items have")
          + " a name of more than " + LONGEST_ID + " characters.")).toList();
    }
    items = items.stream().filter(item -> item.id().length() <= LONGEST_ID)
        .sorted((a, b) -> a.id().compareTo(b.id())).toList();
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    unreadable = List.copyOf(unreadable);
  }

  /// `items`, where there is nothing else to be known.
  public static Contents of(List<Item> items) {
    return new Contents(items, new TreeMap<>(), null, List.of());
  }

  /// The items that have `part`.
  public List<Item> with(String part) {
    return items.stream().filter(item -> item.has(part)).toList();
  }

  /// The item called `id`, if it is there.
  public Optional<Item> item(String id) {
    // They are ordered by it.
    var low = 0;
    var high = items.size() - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var order = items.get(middle).id().compareTo(id);
      if (order == 0) {
        return Optional.of(first(middle));
      }
      low = order < 0 ? middle + 1 : low;
      high = order > 0 ? middle - 1 : high;
    }
    return Optional.empty();
  }

  /// The first of those that have the id of the one at `index`: what is read from elsewhere may name one twice.
  private Item first(int index) {
    var first = index;
    while (first > 0 && items.get(first - 1).id().equals(items.get(index).id())) {
      first--;
    }
    return items.get(first);
  }

  /// The figure called `name`, if it is known.
  public Optional<Long> number(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  /// This and `other` together: an item that is in both has the parts of both.
  public Contents plus(Contents other) {
    var merged = new TreeMap<String, Item>();
    items.forEach(item -> merged.put(item.id(), item));
    other.items.forEach(item -> merged.merge(item.id(), item, Item::plus));
    var figures = new TreeMap<>(numbers);
    figures.putAll(other.numbers);
    var sentences = Stream.concat(unreadable.stream(), other.unreadable.stream()).toList();
    return new Contents(List.copyOf(merged.values()), figures, later(newest, other.newest), sentences);
  }

  /// This, with the items of `other` in place of those of the same id: `other` knows them better.
  public Contents with(Contents other) {
    var merged = new TreeMap<String, Item>();
    items.forEach(item -> merged.put(item.id(), item));
    other.items.forEach(item -> merged.merge(item.id(), item, Item::known));
    return new Contents(List.copyOf(merged.values()), numbers, newest, unreadable);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
