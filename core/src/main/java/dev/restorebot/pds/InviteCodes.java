package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Loss;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The invite codes of an account database, counted: a code lets whoever has it sign up, so none is told. Kept in
/// [Contents#numbers].
///
/// @param made how many there are: a PDS deletes none
/// @param used how often any was used
/// @param disabled how many cannot be used any more
record InviteCodes(long made, long used, long disabled) {
  private static final String MADE = "invites.made";
  private static final String USED = "invites.used";
  private static final String DISABLED = "invites.disabled";
  /// In [Loss.Change#id], what stands for all of them.
  private static final String ID = "invite codes";

  /// The numbers of the database; none where it has no such tables.
  static SortedMap<String, Long> in(Connection accounts) throws SQLException {
    var numbers = new TreeMap<String, Long>();
    if (count(accounts, "pragma_table_list WHERE name IN ('invite_code', 'invite_code_use')") == 2) {
      numbers.put(MADE, count(accounts, "invite_code"));
      numbers.put(USED, count(accounts, "invite_code_use"));
      numbers.put(DISABLED, count(accounts, "invite_code WHERE disabled = 1"));
    }
    return numbers;
  }

  private static long count(Connection accounts, String from) throws SQLException {
    try (var statement = accounts.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static Optional<InviteCodes> of(Contents contents) {
    return contents.number(MADE).map(made -> new InviteCodes(made, contents.number(USED).orElse(0L),
        contents.number(DISABLED).orElse(0L)));
  }

  /// What happened to them after `snapshot`; empty where nothing did, or nobody can tell.
  static Optional<InviteCodes> since(Contents snapshot, Contents live) {
    return of(snapshot).flatMap(then -> of(live).map(now -> new InviteCodes(Math.max(0, now.made - then.made),
        Math.max(0, now.used - then.used), Math.max(0, now.disabled - then.disabled))))
        .filter(since -> since.made + since.used + since.disabled > 0);
  }

  /// That they come back as they were.
  Loss.Change change() {
    return new Loss.Change(ID,
        new TreeMap<>(Map.of("made", Long.toString(made), "used", Long.toString(used), "disabled",
            Long.toString(disabled))),
        "the invite codes of the snapshot");
  }

  /// What a restore undoes of it.
  String words() {
    var words = new ArrayList<String>();
    add(words, made, "that was made after the snapshot is gone", "that were made after the snapshot are gone");
    add(words, used, "that was used after it can be used once more", "that were used after it can be used once more");
    add(words, disabled, "that was disabled after it can be used again",
        "that were disabled after it can be used again");
    return "Invite codes go back to the snapshot: " + String.join("; ", words) + ".";
  }

  private static void add(List<String> words, long number, String one, String several) {
    if (number > 0) {
      words.add(number + " " + (number == 1 ? one : several));
    }
  }
}
