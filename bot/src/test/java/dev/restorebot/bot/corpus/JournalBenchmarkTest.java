package dev.restorebot.bot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.sqlite.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a bot takes to start on the journal of years, and how much memory that costs: dry runs of one PDS, three entries
/// each. Prints, and judges nothing but that all of it was read.
@Tag("benchmark")
class JournalBenchmarkTest {
  private static final int RUNS = 5_000;
  private static final int ROUNDS = 3;
  private static final Path V1 = Path.of("src/test/corpus/v1");

  @TempDir
  private Path folder;

  @Test
  void fiveThousandRuns() throws IOException, SQLException, InterruptedException {
    try (var world = Worlds.open(folder.resolve("world"))) {
      var journal = world.journal();
      fill(journal);
      System.out.printf(Locale.ROOT, "journal: %d runs, %d entries, %.1f MiB%n", RUNS, 3 * RUNS,
          Files.size(journal) / 1048576.0);
      for (var round = 1; round <= ROUNDS; round++) {
        var before = used();
        var begun = System.nanoTime();
        try (var bot = Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), new Quiet(),
            Watcher.NONE, UnaryOperator.identity())) {
          bot.engine().recover();
          bot.engine().awaitRest();
          var started = System.nanoTime() - begun;
          var memory = used() - before;
          assertThat(bot.engine().ledger().runs()).hasSize(RUNS);
          var tick = timed(() -> bot.engine().tick());
          var history = timed(() -> bot.desk().say(new Person("sandbox:alice"), "", "/restore history"));
          var show = timed(() -> bot.desk().say(new Person("sandbox:alice"), "", "/restore show r-00100"));
          System.out.printf(Locale.ROOT,
              "round %d: start %.2f s, memory %.0f MiB; tick %.2f ms, history %.2f ms, show %.2f ms (mean of 50)%n",
              round,
              started / 1e9, memory / 1048576.0, tick, history, show);
        }
      }
    }
  }

  private static double timed(Runnable work) {
    for (var i = 0; i < 50; i++) {
      work.run();
    }
    var begun = System.nanoTime();
    for (var i = 0; i < 50; i++) {
      work.run();
    }
    return (System.nanoTime() - begun) / 50e6;
  }

  private static long used() throws InterruptedException {
    for (var i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// Writes what version 1 wrote.
  private void fill(Path journal) throws IOException, SQLException {
    new FrozenWorld(V1, "journals/lost-actors").thaw(folder.resolve("frozen"));
    var texts = new java.util.ArrayList<String>();
    try (var frozen = SqliteJournal.open(folder.resolve("frozen/restorebot.db"), new JournalCodec())) {
      frozen.links(0).forEach(link -> texts.add(link.event()));
    }
    var asked = texts.stream().filter(text -> text.contains("\"asked\"")).findFirst().orElseThrow()
        .replace("\"RESTORE\"", "\"PREVIEW\"");
    var planned = texts.stream().filter(text -> text.contains("\"event\":\"planned\"")).findFirst().orElseThrow();
    SqliteJournal.open(journal, new JournalCodec()).close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal)) {
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, '')")) {
        for (var number = 0; number < 3 * RUNS; number++) {
          insert.setInt(1, number + 1);
          insert.setString(2, "r-%05d".formatted(number / 3));
          insert.setString(3, Instant.parse("2024-01-01T00:00:00Z").plusSeconds(3600L * number).toString());
          insert.setString(4,
              List.of(asked, planned, "{\"event\":\"ended\",\"outcome\":\"PREVIEWED\"}").get(number % 3));
          insert.executeUpdate();
        }
        // All of it was told.
        insert.setInt(1, 3 * RUNS + 1);
        insert.setString(4,
            "{\"event\":\"posted\",\"frontEnd\":\"quiet\",\"entry\":" + 3 * RUNS + ",\"message\":\"taken\"}");
        insert.executeUpdate();
      }
      connection.commit();
    }
  }

  private record Quiet() implements Chat {
    @Override
    public String name() {
      return "quiet";
    }

    @Override
    public String post(RunId run, Post post) {
      return "taken";
    }
  }
}
