package dev.restorebot.pds;

import dev.restorebot.database.Databases;
import dev.restorebot.database.Databases.DatabaseException;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// What people changed after a snapshot of that with which they log in. Told is whose it is and that it changed: no address, no password
/// and no digest of one leaves the process that compares the databases.
final class LoginChanges {
  private final SortedMap<String, Login> then;
  private final SortedMap<String, Login> now;

  private LoginChanges(SortedMap<String, Login> then, SortedMap<String, Login> now) {
    this.then = then;
    this.now = now;
  }

  /// With what the owner of an account logs in.
  ///
  /// @param appPasswords by name
  private record Login(String name, String email, String password, SortedMap<String, String> appPasswords) {}

  /// What the account database `staged` takes back of the one that is `live`; nothing where either cannot be read.
  static List<Finding> between(Databases opener, Path staged, Path live) {
    try {
      return new LoginChanges(opener.readSound(staged, LoginChanges::in), opener.readSound(live, LoginChanges::in))
          .findings();
    } catch (DatabaseException _) {
      return List.of();
    }
  }

  private static SortedMap<String, Login> in(Connection accounts) throws SQLException {
    var logins = new TreeMap<String, Login>();
    try (var statement = accounts.createStatement();
        var row = statement.executeQuery("SELECT did, coalesce(actor.handle, did), email, passwordScrypt FROM account"
            + " JOIN actor USING (did) WHERE length(did) <= 1024")) {
      while (row.next()) {
        var name = PdsItem.name(row.getString(1), row.getString(2));
        logins.put(row.getString(1), new Login(name, String.valueOf(row.getString(3)),
            String.valueOf(row.getString(4)), new TreeMap<>()));
      }
    }
    try (var statement = accounts.createStatement();
        var table = statement.executeQuery("SELECT 1 FROM pragma_table_list WHERE name = 'app_password'")) {
      if (!table.next()) {
        return logins;
      }
    }
    try (var statement = accounts.createStatement();
        var row = statement.executeQuery("SELECT did, name, passwordScrypt FROM app_password")) {
      while (row.next()) {
        var login = logins.get(row.getString(1));
        if (login != null) {
          login.appPasswords().put(String.valueOf(row.getString(2)), String.valueOf(row.getString(3)));
        }
      }
    }
    return logins;
  }

  private List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    find(findings, "passwords-reverted", where((old, login) -> !old.password().equals(login.password())),
        "The passwords of these accounts were changed after the snapshot, and are those of the snapshot again: %s. Where one was"
            + " changed because others knew it, they can log in again: tell the owners to change it.");
    find(findings, "emails-reverted", where((old, login) -> !old.email().equalsIgnoreCase(login.email())),
        "The e-mail addresses of these accounts were changed after the snapshot, and are those of the snapshot again: %s."
            + " Until the owners change them, mail about the account goes to the old ones.");
    find(findings, "app-passwords-return",
        where((old, login) -> !login.appPasswords().entrySet().containsAll(old.appPasswords().entrySet())),
        "App passwords of these accounts were revoked after the snapshot, and are valid again: %s. Tell the owners to revoke"
            + " them again.");
    return findings;
  }

  /// The accounts, of those that are in both, of which that is so.
  private SortedSet<String> where(BiPredicate<Login, Login> changed) {
    var names = new TreeSet<String>();
    for (var account : then.entrySet()) {
      var login = now.get(account.getKey());
      if (login != null && changed.test(account.getValue(), login)) {
        names.add(login.name());
      }
    }
    return names;
  }

  private static void find(List<Finding> findings, String code, SortedSet<String> names, String text) {
    if (!names.isEmpty()) {
      findings.add(new Finding(Severity.WARNING, code, text.replace("%s", Names.of(List.copyOf(names), ", "))));
    }
  }
}
