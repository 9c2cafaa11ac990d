package dev.restorebot.bot.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What happened on the sandbox's PDS until its accounts were lost: three accounts and the events they caused. The same
/// at every run. Events below the first belonged to an account that was deleted since, with its events.
final class PdsHistory {
  /// When the account database was lost: shortly before that night's backup, and after the last event.
  static final Instant LOSS = Instant.parse("2026-02-25T01:31:00Z");
  /// The last sequence number, which the relay saw too.
  static final long LAST = 9042;
  static final Instant MIGRATED = Instant.parse("2025-11-03T08:12:44.105Z");

  static final List<Account> ACCOUNTS = List.of(
      new Account("did:plc:wydyrngmxbcsqdvhmd7whmye", "alice.sandbox.test", Instant.parse("2025-11-03T08:20:10Z")),
      new Account("did:plc:sg4udwrlnokqtpteaswzcps5", "bob.sandbox.test", Instant.parse("2025-12-14T17:05:33Z")),
      new Account("did:plc:uog7vhnxiskidenntic67g3z", "news.sandbox.test", Instant.parse("2026-02-20T15:41:02Z")));

  /// The last sequence number at the end of each stretch of time.
  private static final Map<Instant, Long> MARKS = new TreeMap<>(Map.of(
      Instant.parse("2026-02-17T02:00:00Z"), 8199L, Instant.parse("2026-02-18T02:00:00Z"), 8300L,
      Instant.parse("2026-02-19T02:00:00Z"), 8401L, Instant.parse("2026-02-20T02:00:00Z"), 8498L,
      Instant.parse("2026-02-21T02:00:00Z"), 8603L, Instant.parse("2026-02-22T02:00:00Z"), 8699L,
      Instant.parse("2026-02-23T02:00:00Z"), 8802L, Instant.parse("2026-02-24T02:00:00Z"), 8900L,
      LOSS.minus(Duration.ofMinutes(1)), LAST));

  private static final Instant FIRST_LOGIN = Instant.parse("2026-02-14T06:30:00Z");

  private final List<Event> events = new ArrayList<>();

  PdsHistory() {
    var random = new SplittableRandom(42);
    var begin = Instant.EPOCH;
    var seq = 0L;
    for (var mark : MARKS.entrySet()) {
      if (seq > 0) {
        stretch(seq, begin, mark.getValue(), mark.getKey(), random);
      }
      begin = mark.getKey();
      seq = mark.getValue();
    }
  }

  /// An account and its handle.
  record Account(String did, String handle, Instant created) {}

  /// One event of the sequencer.
  record Event(long seq, String did, String type, Instant at) {}

  List<Account> accountsAt(Instant when) {
    return ACCOUNTS.stream().filter(account -> !account.created().isAfter(when)).toList();
  }

  List<Event> eventsAt(Instant when) {
    return events.stream().filter(event -> !event.at().isAfter(when)).toList();
  }

  /// When `account` logged in: once a day.
  List<Instant> loginsAt(Account account, Instant when) {
    return Stream.iterate(FIRST_LOGIN, login -> login.isBefore(when), login -> login.plus(Duration.ofDays(1)))
        .filter(login -> login.isAfter(account.created())).toList();
  }

  /// Numbers from `seq` up to `end`, a few of them skipped, spread over the time between.
  private void stretch(long seq, Instant begin, long end, Instant close, SplittableRandom random) {
    var step = Duration.between(begin, close).dividedBy(end - seq);
    for (var next = seq + 1; next <= end; next++) {
      var at = begin.plus(step.multipliedBy(next - seq - 1)).plusMillis(random.nextLong(step.toMillis()));
      if (next < end && random.nextInt(40) == 0) {
        continue;
      }
      var there = accountsAt(at);
      events.add(new Event(next, there.get(random.nextInt(there.size())).did(), type(random.nextInt(50)), at));
    }
  }

  private static String type(int chance) {
    return switch (chance) {
      case 0 -> "identity";
      case 1 -> "account";
      case 2 -> "sync";
      default -> "append";
    };
  }
}
