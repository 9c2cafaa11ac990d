package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.DatabaseFile.insert;

import dev.restorebot.bot.sandbox.KnotHistory.Person;
import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The database of the knot as it was at one moment of its history. After the accident it is the one that the knot made
/// itself, and knows nothing but its owner and what she did since.
final class KnotImage {
  private final Instant at;
  private final Instant since;

  /// @param well whether there was no accident
  KnotImage(Instant at, boolean well) {
    this.at = at;
    this.since = well || at.isBefore(KnotHistory.ACCIDENT) ? Instant.EPOCH : KnotHistory.ACCIDENT;
  }

  /// Makes the database at `path`.
  void write(Path path) throws SQLException {
    KnotDatabase.create(path, database -> {
      KnotDatabase.own(database, KnotHistory.ALICE.did());
      for (var person : KnotHistory.PEOPLE) {
        if (!person.equals(KnotHistory.ALICE) && falls(person.joined())) {
          join(database, person);
        }
      }
      insert(database, "public_keys", null, KnotHistory.ALICE.did(), KnotDatabase.key(KnotHistory.ALICE),
          KnotDatabase.text(since.equals(Instant.EPOCH) ? KnotHistory.SET_UP : KnotHistory.NEW_KEY));
      for (var repo : repos()) {
        KnotDatabase.grant(database, repo.owner().did(), repo.path());
      }
      if (falls(KnotHistory.SITE.made())) {
        KnotDatabase.collaborate(database, KnotHistory.BOB.did(), KnotHistory.SITE.path());
      }
      for (var push : KnotHistory.PUSHES) {
        if (falls(push.at())) {
          KnotDatabase.event(database, push);
        }
      }
      insert(database, "_jetstream", 1, KnotDatabase.micros(at.minus(Duration.ofSeconds(4))));
    });
  }

  private static void join(Connection database, Person person) throws SQLException {
    insert(database, "known_dids", person.did());
    insert(database, "public_keys", null, person.did(), KnotDatabase.key(person), KnotDatabase.text(person.joined()));
    KnotDatabase.rule(database, "g", person.did(), "server:member", KnotDatabase.SERVER);
  }

  private List<Repo> repos() {
    return KnotHistory.REPOS.stream().filter(repo -> falls(repo.made())).toList();
  }

  /// True if the database has heard of what happened then.
  private boolean falls(Instant when) {
    return !when.isAfter(at) && !when.isBefore(since);
  }
}
