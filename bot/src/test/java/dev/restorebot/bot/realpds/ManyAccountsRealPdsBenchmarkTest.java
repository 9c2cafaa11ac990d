package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.ManyAccounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A restore of a real PDS with few and with thousands of accounts: how long the plan, the downtime and the checks take, and how large
/// what is said and written down is.
@NeedsRealPds
@Tag("benchmark")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ManyAccountsRealPdsBenchmarkTest {
  private static final int EVENTS_OF_EACH = 30;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {5, 5000})
  void restores(int more) throws Exception {
    try (var world = RealPdsScene.asInTheImage(folder)) {
      world.signUp("alice");
      ManyAccounts.add(world, "alice", more, more * EVENTS_OF_EACH);
      world.backUp();
      world.loseAccounts();

      var begun = System.nanoTime();
      var plan = RealPdsScene.play(world, "alice: /restore pds latest");
      var planned = System.nanoTime();
      var said = RealPdsScene.play(world, "bob: [Approve]", "bob: [Replace data]");
      var done = System.nanoTime();

      System.out.printf(
          "accounts %d | plan %.1f s | from approval to the end %.1f s | longest message %d bytes | largest entry %d"
              + " bytes%n%s",
          more + 1, (planned - begun) / 1e9, (done - planned) / 1e9,
          longest(plan.text() + said.text()), largest(world.journal()), steps(world.journal()));
      assertThat(said.succeeded()).as(said.text()).isTrue();
      assertThat(world.users().write("alice", "after the restore").status()).isEqualTo(200);
    }
  }

  private static int longest(String transcript) {
    return Arrays.stream(transcript.split("(?m)^(?=\\S)"))
        .mapToInt(message -> message.getBytes(StandardCharsets.UTF_8).length)
        .max().orElseThrow();
  }

  private static long largest(Path journal) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var row = connection.createStatement().executeQuery("SELECT max(length(event)) FROM entry")) {
      return row.getLong(1);
    }
  }

  /// When each step began, in the order of the journal.
  private static String steps(Path journal) throws SQLException {
    var steps = new StringBuilder();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var row = connection.createStatement()
            .executeQuery("SELECT at, substr(event, 1, 70), length(event) FROM entry ORDER BY rowid")) {
      while (row.next()) {
        steps.append("  ").append(row.getString(1)).append(' ').append(row.getString(3)).append(' ')
            .append(row.getString(2)).append('\n');
      }
    }
    return steps.toString();
  }
}
