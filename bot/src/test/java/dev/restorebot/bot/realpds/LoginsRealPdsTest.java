package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What people changed after a snapshot of what lets them in, and goes back, is told before they decide: without an address, a password,
/// a code or a digest of one, in what is said and in what is stored.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LoginsRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void thatGoBackAreTold() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      var users = world.users();
      world.signUp("alice", "bob", "carol");
      var old = users.operate("com.atproto.server.createInviteCode", Map.of("useCount", 1)).text("code");
      users.act("carol", "com.atproto.server.createAppPassword", Map.of("name", "phone"));
      world.backUp();
      var made = users.operate("com.atproto.server.createInviteCode", Map.of("useCount", 1)).text("code");
      users.operate("com.atproto.admin.disableInviteCodes", Map.of("codes", List.of(old)));
      users.act("carol", "com.atproto.server.revokeAppPassword", Map.of("name", "phone"));
      users.operate("com.atproto.admin.updateAccountEmail",
          Map.of("account", users.did("bob"), "email", "new@elsewhere.test"));
      users.operate("com.atproto.admin.updateAccountPassword",
          Map.of("did", users.did("alice"), "password", "another-password"));

      var plan = RealPdsScene.play(world, "alice: /restore pds latest").text();
      assertThat(plan)
          .contains("1 that was made after the snapshot is gone; 1 that was disabled after it can be used again");
      var gate = RealPdsScene.play(world, "bob: [Approve]").text();
      assertThat(gate)
          .contains("passwords of these accounts were changed after the snapshot, and are those of the snapshot"
              + " again: alice.sandbox.test (" + users.did("alice") + ").")
          .contains("e-mail addresses of these accounts were changed after the snapshot, and are those of the snapshot"
              + " again: bob.sandbox.test (" + users.did("bob") + ").")
          .contains("App passwords of these accounts were revoked after the snapshot, and are valid again:"
              + " carol.sandbox.test (" + users.did("carol") + ").");
      var secrets =
          List.of("new@elsewhere.test", "bob@sandbox.test", "another-password", old, made, hash(world.volume()));
      assertThat(plan + gate + stored(world.journal())).doesNotContain(secrets.toArray(String[]::new));
    }
  }

  private static String stored(Path journal) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var row = connection.createStatement().executeQuery("SELECT group_concat(event) FROM entry")) {
      return row.getString(1);
    }
  }

  /// What the PDS stores of a password.
  private static String hash(Path volume) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + volume.resolve("account.sqlite"));
        var row = connection.createStatement().executeQuery("SELECT min(passwordScrypt) FROM account")) {
      return row.getString(1);
    }
  }
}
