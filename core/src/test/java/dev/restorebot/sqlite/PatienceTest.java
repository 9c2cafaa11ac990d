package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a database may ask of whoever opens it.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PatienceTest {
  private static final String ENDLESS =
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c";

  @TempDir
  private Path folder;

  @Test
  void isOverAtSomeTime() throws Exception {
    try (var connection = open()) {
      new Patience(Duration.ZERO).keep(connection);

      assertThatThrownBy(() -> ask(connection, ENDLESS)).isInstanceOf(SQLException.class)
          .hasMessageContaining("interrupt");
    }
  }

  @Test
  void isOverWhenSomebodyStopsTheThread() throws Exception {
    try (var connection = open()) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> ask(connection, ENDLESS)).isInstanceOf(SQLException.class)
          .hasMessageContaining("interrupt");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void lastsLongerForALargerFile() throws Exception {
    var file = Files.createFile(folder.resolve("large"));
    try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.position((20L << 30) - 1);
      channel.write(java.nio.ByteBuffer.allocate(1));
    }

    assertThat(Patience.of(file).whole()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    assertThat(Patience.of(folder.resolve("none")).whole()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT hex(zeroblob(400000000))", "SELECT length(hex(zeroblob(450000000)))",
      "SELECT zeroblob(50000000)", "SELECT printf('%.400000000c', 'x')", "ATTACH 'other.db' AS other",
      "SELECT load_extension('libc')", "CREATE TABLE more (a)"})
  void doesNotReachFor(String sql) throws Exception {
    try (var connection = open()) {
      assertThatThrownBy(() -> ask(connection, sql)).isInstanceOf(SQLException.class);
    }
  }

  private Connection open() throws SQLException {
    var file = folder.resolve("database.sqlite");
    try (var made = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = made.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS a (b)");
    }
    return Connections.immutable(file);
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql) ? String.valueOf(statement.getResultSet().getObject(1)) : "";
    }
  }
}
