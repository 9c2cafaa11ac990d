package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An account of a real PDS whose e-mail address and password are gone, though its handle and its repo are there: nobody can log in, which
/// a diagnosis sees and a restore mends.
@NeedsRealPds
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PasswordsRealPdsTest {
  @TempDir
  private Path folder;

  @Test
  void thatAreLostAreSeenAndComeBack() throws Exception {
    try (var world = RealPdsScene.open(folder)) {
      world.signUp("alice", "bob");
      world.backUp();
      world.restart(() -> losePassword(world.volume(), world.users().did("bob")));
      assertThat(world.users().posts("bob")).as("all else is there").isEqualTo(1);
      assertThat(world.users().logIn("bob").status()).isEqualTo(401);

      assertThat(RealPdsScene.play(world, "alice: /diagnose pds").text())
          .contains(
              "account.sqlite has lost e-mail addresses and passwords of accounts that are there: bob.sandbox.test",
              "A restore would help");

      var said = RealPdsScene.restore(world);

      assertThat(said.succeeded()).as(said.text()).isTrue();
      assertThat(world.users().write("bob", "after the restore").status()).isEqualTo(200);
    }
  }

  private static void losePassword(Path volume, String did) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + volume.resolve("account.sqlite"));
        var statement = connection.prepareStatement("DELETE FROM account WHERE did = ?")) {
      statement.setString(1, did);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
