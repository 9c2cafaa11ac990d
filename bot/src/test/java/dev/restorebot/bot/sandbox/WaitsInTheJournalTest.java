package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Around;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.cluster.Cluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever asks afterwards why a service was down for so long finds in the record of the run what each step waited for.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WaitsInTheJournalTest {
  @TempDir
  private Path folder;

  /// The cluster, in which each answer to `question` takes 12 s.
  private static Cluster slow(Cluster cluster, String question, SandboxClock clock) {
    return Around.port(Cluster.class, cluster, (method, _) -> {
      if (method.getName().equals(question)) {
        clock.advance(Duration.ofSeconds(12));
      }
    });
  }

  /// What each step that ended waited for, in JSON, by its name.
  private static Map<String, String> waits(Path journal) throws SQLException {
    var waits = new LinkedHashMap<String, String>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var row = connection.createStatement().executeQuery("SELECT event ->> '$.step', event -> '$.waits' FROM entry"
            + " WHERE event ->> '$.event' = 'step_done' ORDER BY number")) {
      while (row.next()) {
        waits.put(row.getString(1), row.getString(2));
      }
    }
    return waits;
  }

  @Test
  void saysWhatEachStepWaitedFor() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      var place = Place.in(world);
      var out = new ByteArrayOutputStream();

      Script.of(List.of("alice: /restore pds latest-before 2026-02-25", "bob: [Approve]", "bob: [Replace data]"))
          .unwrapped().play(world, Wiring.opening(world, place.with(slow(place.cluster(), "awaitReady", world.clock())),
              UnaryOperator.identity()), new PrintStream(out, true, StandardCharsets.UTF_8));

      assertThat(out.toString(StandardCharsets.UTF_8)).contains("every check passed");
      assertThat(waits(world.journal())).containsEntry("QUIESCE", "[]").containsEntry("REPLACE", "[]").containsEntry(
          "RESUME", "[{\"what\":\"pds/deployment/pds to be ready\",\"took\":\"PT12S\"}]");
    }
  }
}
