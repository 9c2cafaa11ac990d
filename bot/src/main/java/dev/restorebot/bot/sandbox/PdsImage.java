package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.DatabaseFile.insert;

import dev.restorebot.bot.sandbox.PdsHistory.Account;
import dev.restorebot.bot.sandbox.PdsHistory.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The databases of the PDS as they were at one moment of its history.
final class PdsImage {
  private final PdsHistory history;
  private final Instant at;
  private final Instant loss;

  /// @param loss when the account database was lost
  PdsImage(PdsHistory history, Instant at, Instant loss) {
    this.loss = loss;
    this.history = history;
    this.at = at;
  }

  /// Makes `database` at `path`. After the loss, the account database has its tables and no rows.
  void write(PdsDatabase database, Path path) throws SQLException {
    switch (database) {
      case ACCOUNT -> {
        var lost = !at.isBefore(loss);
        database.create(path, lost ? PdsHistory.LOSS : PdsHistory.MIGRATED, lost ? _ -> {
        } : this::accounts);
      }
      case SEQUENCER -> database.create(path, PdsHistory.MIGRATED, this::events);
      case DID_CACHE -> database.create(path, PdsHistory.MIGRATED, this::documents);
      case STORE -> throw new IllegalArgumentException("a store belongs to an actor");
    }
  }

  /// When the repo of `did` was last written.
  Instant lastWrite(Account account) {
    return history.eventsAt(at).stream().filter(event -> event.did().equals(account.did())).map(Event::at)
        .max(Instant::compareTo).orElse(account.created());
  }

  private void accounts(Connection database) throws SQLException {
    for (var account : history.accountsAt(at)) {
      PdsRows.account(database, account, lastWrite(account));
      for (var login : history.loginsAt(account, at)) {
        PdsRows.session(database, account, login);
      }
    }
    insert(database, "invite_code", "pds-sandbox-test-7kq2m", 1, 0, "admin", "admin",
        PdsDatabase.text(PdsHistory.MIGRATED.plus(Duration.ofMinutes(1))));
  }

  private void events(Connection database) throws SQLException {
    for (var event : history.eventsAt(at)) {
      PdsRows.event(database, event);
    }
  }

  private void documents(Connection database) throws SQLException {
    for (var account : history.accountsAt(at)) {
      insert(database, "did_doc", account.did(),
          "{\"id\":\"" + account.did() + "\",\"alsoKnownAs\":[\"at://" + account.handle() + "\"]}",
          at.minus(Duration.ofMinutes(20)).toEpochMilli());
    }
  }

  /// The three databases that stand beside `actors/` and are backed up.
  static List<PdsDatabase> databases() {
    return List.of(PdsDatabase.ACCOUNT, PdsDatabase.SEQUENCER, PdsDatabase.DID_CACHE);
  }
}
