package dev.restorebot.sqlite;

import dev.restorebot.journal.JournalCodec;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/// Journals with other entries than were written, as another version of the program would have written them: the chain is whole.
public final class RewrittenJournal {
  private RewrittenJournal() {}

  /// Puts the text that `change` makes of it in the place of the entry `number` of the journal in `file`.
  public static void rewrite(Path file, long number, UnaryOperator<String> change) throws SQLException {
    try (var journal = SqliteJournal.open(file, new JournalCodec());
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      var links = journal.links(0);
      statement.execute("DROP TRIGGER entry_is_never_changed");
      var last = ChainLink.BEFORE_THE_FIRST;
      try (var update = connection.prepareStatement("UPDATE entry SET event = ?, digest = ? WHERE number = ?")) {
        for (var link : links) {
          last = last.next(link.run(), link.at(),
              link.number() == number ? change.apply(link.event()) : link.event());
          update.setString(1, last.event());
          update.setString(2, last.digest());
          update.setLong(3, last.number());
          update.executeUpdate();
        }
      }
      statement.execute("CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry"
          + " BEGIN SELECT RAISE(ABORT, 'entries of the journal are never changed'); END");
    }
  }

  /// Executes `sql` in the database in `file`.
  public static void execute(Path file, String... sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (var one : sql) {
        statement.execute(one);
      }
    }
  }
}
