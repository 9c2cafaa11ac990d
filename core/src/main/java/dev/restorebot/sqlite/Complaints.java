package dev.restorebot.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What SQLite complains of in a database, told apart: damage, rows that break a rule of their own table, and what it could not
/// check. Confined to its thread.
final class Complaints {
  /// A service lives with these: it finds the rows as it left them. A full-text index that does not match its text can be built anew.
  private static final Pattern FLAW = Pattern.compile("(NULL value in |CHECK constraint failed in "
      + "|(NUMERIC|TEXT|non-[A-Z]+) value in |malformed inverted index for FTS"
      + "|fts5: checksum mismatch for table ).*", Pattern.DOTALL);
  private static final Pattern UNCHECKED = Pattern.compile("unable to validate .*", Pattern.DOTALL);
  /// What says nothing where something stands in for a collation or a function.
  private static final Pattern BY_ORDER = Pattern.compile("row not in PRIMARY KEY order .*", Pattern.DOTALL);
  private static final String SOUND = "ok";
  private static final int SHOWN = 10;

  private final List<String> damage = new ArrayList<>();
  private final SortedMap<String, Long> flaws = new TreeMap<>();
  private final List<String> unchecked = new ArrayList<>();
  private long count;

  /// Takes what one row of `integrity_check` or `quick_check` says.
  void take(String text) {
    if (text.equals(SOUND)) {
      return;
    }
    count++;
    if (FLAW.matcher(text).matches()) {
      flaw(text);
    } else if (UNCHECKED.matcher(text).matches()) {
      unchecked(text);
    } else if (damage.size() < SHOWN) {
      damage.add(text);
    }
  }

  /// Takes a row that is wrong as `text` says.
  void flaw(String text) {
    flaws.merge(text, 1L, Long::sum);
  }

  /// Takes what could not be checked, and why.
  void unchecked(String text) {
    if (!unchecked.contains(text)) {
      unchecked.add(text);
    }
  }

  /// All of `other` as well.
  void add(Complaints other) {
    count += other.count;
    damage.addAll(other.damage);
    other.unchecked.forEach(this::unchecked);
    other.flaws.forEach((text, times) -> flaws.merge(text, times, Long::sum));
  }

  /// What of `other` is damage, although something stood in for a collation or a function.
  void addDamagedPages(Complaints other) {
    other.damage.stream().filter(text -> !BY_ORDER.matcher(text).matches()).forEach(damage::add);
  }

  /// How many rows of SQLite's checks complained.
  long count() {
    return count;
  }

  /// The first complaints that mean damage.
  List<String> damage() {
    return List.copyOf(damage);
  }

  /// How many times rows break which rule.
  SortedMap<String, Long> flaws() {
    return flaws;
  }

  /// What could not be checked, and why.
  List<String> unchecked() {
    return List.copyOf(unchecked);
  }
}
