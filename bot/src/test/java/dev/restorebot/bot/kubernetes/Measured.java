package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.run.Journal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What was measured of a restore, in seconds: how long the service was down, and how long all took.
record Measured(double outage, double total) {
  /// Restores the service of `world`, all approvals given at once, and prints how long each step took.
  static Measured restoring(KubernetesWorld world) throws Exception {
    return restoring(world, world.place(), UnaryOperator.identity());
  }

  /// The same.
  ///
  /// @param there where the bot is at work
  /// @param journals what is put around the journal: something happens there
  static Measured restoring(KubernetesWorld world, Place there, UnaryOperator<Journal> journals) throws Exception {
    world.grant();
    var out = new ByteArrayOutputStream();
    var place = KubernetesWorld.inRealTime(there);
    try (var down = new Down(world)) {
      var begun = System.nanoTime();
      var status = Script.of(script(world.name())).unwrapped().play(world.sandbox(),
          Wiring.opening(world.sandbox(), place, journals), new PrintStream(out, true, StandardCharsets.UTF_8));
      assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isZero();
      var measured = new Measured(down.seconds(), (System.nanoTime() - begun) / 1e9);
      System.out.printf(Locale.ROOT, "outage | %s | %s%n", world.name(), steps(there.journal()).entrySet().stream()
          .map(step -> String.format(Locale.ROOT, "%s %.1f s", step.getKey(), step.getValue().toMillis() / 1e3))
          .collect(Collectors.joining(", ")));
      waits(there.journal()).forEach(wait -> System.out.println("waits | " + world.name() + " | " + wait));
      return measured;
    }
  }

  private static List<String> script(String service) {
    var lines = new ArrayList<>(List.of("alice: /restore " + service + " latest-before 2026-02-25", "bob: [Approve]"));
    if (service.equals("pds")) {
      lines.add("bob: [Replace data]");
    } else {
      // One repository of this world was backed up in the middle of a push.
      lines.addAll(List.of("bob: [Grant access]", "bob: [Replace data]", "sandbox: notes mended", "bob: [Retry]"));
    }
    return lines;
  }

  /// What each step waited for, by the journal.
  private static List<String> waits(Path journal) throws SQLException {
    var waits = new ArrayList<String>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var row = connection.createStatement().executeQuery("SELECT event ->> '$.step', value ->> '$.took',"
            + " value ->> '$.what' FROM entry, json_each(event, '$.waits') ORDER BY number, key")) {
      while (row.next()) {
        waits.add(String.format(Locale.ROOT, "%s waited %.1f s for %s", row.getString(1),
            Duration.parse(row.getString(2)).toMillis() / 1e3, row.getString(3)));
      }
    }
    return waits;
  }

  /// How long each step took, by the journal, in their order.
  private static Map<String, Duration> steps(Path journal) throws SQLException {
    var begun = new LinkedHashMap<String, Instant>();
    var took = new LinkedHashMap<String, Duration>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        var row = connection.createStatement().executeQuery("SELECT at, event ->> '$.step' FROM entry"
            + " WHERE event ->> '$.step' IS NOT NULL ORDER BY rowid")) {
      while (row.next()) {
        var step = row.getString(2);
        var at = Instant.parse(row.getString(1));
        var first = begun.putIfAbsent(step, at);
        took.put(step, Duration.between(first == null ? at : first, at));
      }
    }
    return took;
  }
}
