package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.FixUpException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// Carries a restored sequencer past every number that anybody has seen, and sequences what followers have to know there: of each
/// account in which state it is, and of each active one that it is to be looked up anew. A relay that follows the PDS asks for what
/// comes after the last number it saw; if the PDS has no event with a higher number, the relay gives up on it. So a higher counter
/// alone does not help: it takes an event.
///
/// @param parameters `at`, the time of the events; `margin`, how far past the floor to go at least; `relay`, the highest
///   number that any relay holds, if one is known
/// @param events what to tell
/// @param displaced the sequencer that was live, if it could be read
/// @param unreadable why not
record SequencerFixUp(Map<String, String> parameters, List<SequencedEvent> events, Optional<Sequence> displaced,
    List<String> unreadable) {
  /// Numbers above this one are not exact in the JavaScript of a PDS.
  private static final long HIGHEST = (1L << 53) - 1;
  private static final String FOREIGN = "its table repo_seq is not that of a PDS. Take another snapshot";
  private static final String EVENTS_AT = "FROM repo_seq WHERE sequencedAt = ?";

  FixUp apply(Databases opener, Path sequencer) {
    return opener.edit(sequencer, this::apply);
  }

  private FixUp apply(Connection connection) throws SQLException {
    var before = before(connection);
    if (before.isPresent()) {
      return before.get();
    }
    var restored = Sequence.of(connection);
    var margin = margin(restored);
    var target = target(restored, margin);
    raise(connection, target);
    requireRaised(connection, target);
    var announced = OptionalLong.empty();
    for (var event : events) {
      announced = OptionalLong.of(announce(connection, event));
    }
    requireAllAnnounced(connection, target);
    return result(restored.highest(), target, announced);
  }

  /// What an earlier fix-up at the same time did to this copy: it is not done twice.
  private Optional<FixUp> before(Connection connection) throws SQLException {
    try (
        var statement = connection.prepareStatement("SELECT min(seq), max(seq), count(*), (SELECT coalesce(max(seq), 0)"
            + " FROM repo_seq WHERE seq < (SELECT min(seq) " + EVENTS_AT + ")) " + EVENTS_AT)) {
      statement.setString(1, Sequence.text(at()));
      statement.setString(2, Sequence.text(at()));
      try (var row = statement.executeQuery()) {
        return row.getLong(3) == 0 || row.getLong(3) != events.size()
            ? Optional.empty()
            : Optional.of(result(row.getLong(4), row.getLong(1) - 1, OptionalLong.of(row.getLong(2))));
      }
    }
  }

  private long margin(Sequence restored) {
    var least = number("margin").orElseThrow(() -> new FixUpException("the fix-up needs a margin"));
    if (restored.newest() == null) {
      return least;
    }
    var days =
        Math.max(0, Duration.between(restored.newest(), at()).toMillis()) / (double) Duration.ofDays(1).toMillis();
    return Math.max(least, (long) Math.ceil(2 * restored.lastWeek() / 7.0 * days));
  }

  private long target(Sequence restored, long margin) {
    var floor = Math.max(restored.highest(), number("relay").orElse(0));
    floor = Math.max(floor, displaced.map(Sequence::highest).orElse(0L));
    if (floor > HIGHEST - margin - events.size()) {
      throw new FixUpException(
          "the sequence cannot go past " + floor + ": a PDS counts to 2^53 and no further. Somebody"
              + " holds a number that this PDS can hardly have given out; find out who before you restore");
    }
    return floor + margin;
  }

  private static void raise(Connection connection, long target) throws SQLException {
    try (var update = connection.prepareStatement(
        "UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'repo_seq' AND (typeof(seq) <> 'integer' OR seq < ?1)");
        var insert = connection.prepareStatement("INSERT INTO sqlite_sequence (name, seq) SELECT 'repo_seq', ?1"
            + " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'repo_seq')")) {
      update.setLong(1, target);
      update.executeUpdate();
      insert.setLong(1, target);
      insert.executeUpdate();
    }
  }

  /// Has an event sequenced and takes it back: what is in the backup may keep a table from counting on from where it is told to.
  private void requireRaised(Connection connection, long target) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SAVEPOINT trial");
      var next = announce(connection, SequencedEvent.identity("did:plc:trial"));
      statement.execute("ROLLBACK TO trial");
      statement.execute("RELEASE trial");
      if (next <= target) {
        throw new FixUpException("the sequencer of the snapshot cannot go on after " + target
            + ", but would with " + next + ": " + FOREIGN);
      }
    }
  }

  private long announce(Connection connection, SequencedEvent event) throws SQLException {
    try (var insert = connection.prepareStatement(
        "INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES (?, ?, ?, ?) RETURNING seq")) {
      insert.setString(1, event.did());
      insert.setString(2, event.type());
      insert.setBytes(3, event.body());
      insert.setString(4, Sequence.text(at()));
      try (var row = insert.executeQuery()) {
        if (!row.next()) {
          throw new FixUpException("the sequencer of the snapshot takes no event of " + event.did() + ": " + FOREIGN);
        }
        return row.getLong(1);
      }
    }
  }

  /// An event may take the place of another one, if the table says so.
  private void requireAllAnnounced(Connection connection, long target) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT count(*) FROM repo_seq WHERE seq > ?")) {
      statement.setLong(1, target);
      try (var row = statement.executeQuery()) {
        if (row.getLong(1) != events.size()) {
          throw new FixUpException("the sequencer of the snapshot keeps " + row.getLong(1) + " of " + events.size()
              + " events: " + FOREIGN);
        }
      }
    }
  }

  private FixUp result(long restored, long target, OptionalLong announced) {
    var numbers = new TreeMap<>(Map.of("sequence.restored", restored, "sequence.target", target));
    displaced.ifPresent(old -> numbers.put("sequence.displaced", old.highest()));
    number("relay").ifPresent(relay -> numbers.put("sequence.relay", relay));
    announced.ifPresent(last -> numbers.put("sequence.announced", last));
    return new FixUp(Set.of(PdsFiles.SEQUENCER), numbers, notes(numbers));
  }

  private List<String> notes(Map<String, Long> numbers) {
    var notes = new ArrayList<>(unreadable);
    var known = new ArrayList<>(List.of("the snapshot's was " + numbers.get("sequence.restored")));
    displaced.ifPresent(old -> known.add("the live one's was " + old.highest()));
    number("relay").ifPresent(relay -> known.add("the highest that a relay holds is " + relay));
    notes.add("The sequencer goes on after " + numbers.get("sequence.target") + ": " + String.join(", ", known) + ".");
    notes.add(numbers.containsKey("sequence.announced")
        ? "It was sequenced in which state " + (told() == 1 ? "the account is" : "each of " + told() + " accounts is")
            + ", and that the active ones are to be looked up anew, the last as number "
            + numbers.get("sequence.announced") + ", so that relays go on following."
        : "There is no account, so no event was sequenced; relays follow again after the first new one.");
    return notes;
  }

  /// Of how many accounts something is told.
  private long told() {
    return events.stream().map(SequencedEvent::did).distinct().count();
  }

  private Instant at() {
    try {
      return Instant.parse(parameters.getOrDefault("at", ""));
    } catch (DateTimeException _) {
      throw new FixUpException("the fix-up needs the time of its events");
    }
  }

  private OptionalLong number(String name) {
    var text = parameters.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      var number = Long.parseLong(text);
      if (number < 0 || number > HIGHEST) {
        throw new FixUpException("the " + name + " of the fix-up is out of bounds: " + number);
      }
      return OptionalLong.of(number);
    } catch (NumberFormatException _) {
      throw new FixUpException("the " + name + " of the fix-up is not a number");
    }
  }
}
