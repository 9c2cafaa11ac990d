package dev.restorebot.bot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.diagnose.JobsInProcess;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.bot.slack.InboxStory;
import dev.restorebot.bot.terminal.Steady;
import dev.restorebot.golden.Golden;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.run.Inbox.Item;
import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.RewrittenJournal;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.sqlite.SqliteInbox;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Progress;
import dev.restorebot.worker.Task.Undo;
import dev.restorebot.worker.Worker;
import dev.restorebot.worker.WorkerPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the bot says of each file that it keeps when something in it cannot be read, and that other services can be restored
/// all the same. Each case is a text in `stored-state`.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StoredStateTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/restorebot/bot/corpus/stored-state");
  private static final Path V1 = Corpus.ROOT.resolve("v1");
  private static final String OVER = "worlds/knot-reached";
  private static final String NOT_OVER = "journals/knot-killed-011-gateopened-access";
  private static final List<String> ASK_WHEN_OVER =
      List.of("alice: /restore history", "alice: /restore show r-b945d8", "alice: /restore undo r-b945d8");
  private static final List<String> ASK_WHEN_OPEN =
      List.of("alice: /restore status", "alice: /restore knot latest", "alice: /restore cancel r-b945d8",
          "alice: /restore history knot");

  @TempDir
  private static Path shared;

  @TempDir
  private Path folder;

  @BeforeAll
  static void make() {
    WorldCopy.openBothWell(shared.resolve("pristine"), List.of("/bin/false")).close();
  }

  /// What happens to a file.
  @FunctionalInterface
  interface Damage {
    void to(Path file) throws Exception;
  }

  record Case(String name, String begin, Damage damage) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> journals() {
    return Stream.of(
        new Case("journal-unknown-value", NOT_OVER, entry(3, text -> text.replaceFirst("\\{", "{\"mood\":\"bad\","))),
        new Case("journal-value-that-is-given", NOT_OVER,
            entry(3, text -> text.replace("\"noun\":\"repository\",", ""))),
        new Case("journal-missing-value-run-over", OVER,
            entry(3, text -> text.replace("\"claim\":\"knot-data\",", ""))),
        new Case("journal-missing-value-run-open", NOT_OVER,
            entry(3, text -> text.replace("\"claim\":\"knot-data\",", ""))),
        new Case("journal-unknown-event-run-over", OVER, entry(21, _ -> "{\"event\":\"teleported\",\"to\":\"mars\"}")),
        new Case("journal-garbage-run-over", OVER, entry(21, _ -> "\u0000\u0001 <@U0BOB> *garbage*")),
        new Case("journal-garbage-run-open", NOT_OVER, entry(3, _ -> "garbage")),
        new Case("journal-first-entry-run-open", NOT_OVER, entry(1, text -> text.substring(0, text.length() / 2))),
        new Case("journal-note-run-open", NOT_OVER, entry(2, _ -> "{\"event\":\"posted\",\"frontEnd\":\"sandbox\"}")),
        new Case("journal-out-of-order-run-over", OVER,
            entry(21, _ -> "{\"event\":\"glass_passed\",\"gate\":\"UNDO\"}")),
        new Case("journal-newer-entry", OVER, entry(43, _ -> "{\"version\":6,\"event\":\"ended\",\"how\":\"well\"}")),
        new Case("journal-newer-schema", OVER, file -> RewrittenJournal.execute(file,
            "INSERT INTO schema_history SELECT 99, '999', 'from the future', 'SQL', 'V999__future.sql', 1, installed_by,"
                + " installed_on, 1, 1 FROM schema_history WHERE version = '1'")),
        new Case("journal-cut", OVER, StoredStateTest::cut),
        new Case("journal-is-a-text", OVER, file -> Files.writeString(file, "Notes of the ops team.\n".repeat(500))),
        new Case("journal-is-another-database", OVER, file -> {
          Files.delete(file);
          RewrittenJournal.execute(file, "CREATE TABLE actor (did TEXT)");
        }),
        new Case("books-unreadable", OVER, file -> RewrittenJournal.execute(file,
            "INSERT INTO watched VALUES ('knot', 'soon', 0)",
            "INSERT INTO announcement (service, at, lines) VALUES ('Not A Name', 'soon', 'a line')")));
  }

  private static Damage entry(long number, UnaryOperator<String> change) {
    return file -> RewrittenJournal.rewrite(file, number, text -> {
      var changed = change.apply(text);
      assertThat(changed).isNotEqualTo(text);
      return changed;
    });
  }

  private static void cut(Path file) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(Files.size(file) / 2)));
  }

  @ParameterizedTest
  @MethodSource("journals")
  void saysWhatAJournalDoesNotTell(Case one) throws Exception {
    var home = folder.resolve("world");
    WorldCopy.make(shared.resolve("pristine"), home);
    var lines = new ArrayList<String>();
    try (var world = WorldCopy.open(home, List.of("/bin/false"))) {
      new FrozenWorld(V1, one.begin()).thaw(folder.resolve("frozen"), path -> path.startsWith("restorebot.db"));
      for (var part : List.of("restorebot.db", "restorebot.db-wal")) {
        if (Files.exists(folder.resolve("frozen").resolve(part))) {
          Files.copy(folder.resolve("frozen").resolve(part), home.resolve(part));
        }
      }
      RewrittenJournal.execute(world.journal(), "PRAGMA wal_checkpoint(TRUNCATE)");
      one.damage().to(world.journal());
      try {
        lines.addAll(says(world, one.begin().equals(OVER) ? ASK_WHEN_OVER : ASK_WHEN_OPEN));
        lines.add("The chain: " + chain(world.journal()));
      } catch (JournalException e) {
        lines.add("The bot does not start: " + String.valueOf(e.getMessage()).replace(home.toString(), "STATE"));
        setAside(world.journal());
        lines.add("With the journal moved aside, or the version that it is of:");
      }
      lines.add(restoresThePds(world));
    }

    compare(one.name(), lines);
  }

  private static void setAside(Path journal) throws IOException {
    for (var ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(journal.resolveSibling(journal.getFileName() + ending));
    }
  }

  private static String chain(Path journal) {
    try (var opened = SqliteJournal.open(journal, new JournalCodec())) {
      return ChainLink.fault(opened.links(0)).orElse("whole");
    }
  }

  private static String restoresThePds(Sandbox world) throws InterruptedException {
    return says(world, List.of("alice: /restore pds latest", "bob: [Approve]", "bob: [Replace data]")).stream()
        .filter(line -> line.contains("is restored from")).findFirst().orElse("THE PDS CANNOT BE RESTORED");
  }

  private static List<String> says(Sandbox world, List<String> lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    var _ = Script.of(lines).unwrapped().play(world,
        Wiring.opening(world, Place.in(world).with(JobsInProcess.in(world)), UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    // What people were told before the bot was killed is known.
    return out.toString(StandardCharsets.UTF_8).lines()
        .dropWhile(line -> !line.startsWith("restorebot: I was restarted")
            && !line.startsWith("restorebot: Parked") && !line.startsWith("alice: "))
        .toList();
  }

  static Stream<Case> volumes() {
    return Stream.of(
        new Case("volume-unknown-value", "volumes/replaced", file -> {
          Files.writeString(file, Files.readString(file).replaceFirst("[0-9a-f]{8}\treplaced\n$", ""));
          append(file, "replaced\tquickly");
        }),
        new Case("volume-missing-value", "volumes/replaced", file -> append(file, "stays\taccount.sqlite")),
        new Case("volume-unknown-entry", "volumes/replaced", file -> append(file, "teleported\tlive\tmars")),
        new Case("volume-garbage", "volumes/replaced", file -> {
          var lines = Files.readAllLines(file);
          lines.set(2, "garbage");
          Files.write(file, lines);
        }),
        new Case("volume-out-of-order", "volumes/replaced", file -> append(file, "undo_ready")),
        new Case("volume-newer", "volumes/replaced", file -> append(file, "format\t3")),
        new Case("volume-cut-a-line", "volumes/replaced",
            file -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(Files.size(file) - 3)))),
        new Case("volume-cut", "volumes/replaced",
            file -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 300))),
        new Case("volume-is-a-text", "volumes/replaced",
            file -> Files.writeString(file, "Notes.\nOf the ops team.\n")));
  }

  private static void append(Path journal, String text) throws IOException {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    Files.writeString(journal, Files.readString(journal) + String.format("%08x\t%s\n", sum.getValue(), text));
  }

  /// Whatever the journal says: an undo puts everything back, or touches nothing and says what to do.
  @ParameterizedTest
  @MethodSource("volumes")
  void saysWhatAVolumesJournalDoesNotTell(Case one) throws Exception {
    var volume = folder.resolve("volume");
    var run = new RunFolder("r-test");
    new FrozenWorld(V1, one.begin()).thaw(volume);
    one.damage().to(run.on(volume).resolve("journal"));
    var before = contents(volume);

    var report = new Worker(new WorkerPorts(volume, folder.resolve("scratch"), new SqliteDatabases(),
        Map.of("pds", new PdsFiles()), (_, _) -> {
          throw new IllegalStateException("nothing is fetched");
        }, attempt -> attempt.run(), Progress.SILENT)).run(new Undo(run, List.of(), List.of()));

    var lines = new ArrayList<String>();
    if (report instanceof Report.Failed(var reason, var hint, _)) {
      lines.add("Failed: " + reason.replace(volume.toRealPath().toString(), "VOLUME"));
      lines.add("Next: " + hint);
      assertThat(contents(volume)).isEqualTo(before);
    } else {
      new FrozenWorld(V1, "volumes/begin").thaw(folder.resolve("begin"));
      assertThat(live(volume)).isEqualTo(live(folder.resolve("begin")));
      lines.add("The run is undone.");
    }
    compare(one.name(), lines);
  }

  private static Map<String, List<String>> contents(Path volume) throws IOException {
    var contents = new LinkedHashMap<String, List<String>>();
    try (var files = Files.walk(volume)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.put(volume.relativize(file).toString(), List.of(Arrays.toString(Files.readAllBytes(file))));
      }
    }
    return contents;
  }

  private static Map<String, List<String>> live(Path volume) throws IOException {
    var live = new LinkedHashMap<>(contents(volume));
    live.keySet().removeIf(file -> file.startsWith(RunFolder.HOME));
    return live;
  }

  static Stream<Case> inboxes() {
    return Stream.of(
        new Case("inbox-unknown-value", "",
            kept("{\"version\":2,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\",\"typed\":"
                + "\"/restore status\",\"mood\":\"bad\"}")),
        new Case("inbox-missing-value", "", kept("{\"version\":2,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\"}")),
        new Case("inbox-unknown-button", "",
            kept("{\"version\":2,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\",\"pressed\":"
                + "\"{\\\"teleport\\\":\\\"mars\\\"}\",\"confirmed\":\"\",\"reason\":\"\"}")),
        new Case("inbox-garbage", "", kept("garbage")),
        new Case("inbox-newer-item", "", kept("{\"version\":3,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\",\"said\":"
            + "\"/restore status\"}")),
        new Case("inbox-without-a-time", "", file -> {
          kept("{\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\",\"typed\":\"/restore status\"}").to(file);
          RewrittenJournal.execute(file, "UPDATE item SET at = 'soon'");
        }),
        new Case("inbox-newer-schema", "", file -> {
          kept("garbage").to(file);
          RewrittenJournal.execute(file, "INSERT INTO schema_history SELECT 99, '999', 'from the future', 'SQL',"
              + " 'V999__future.sql', 1, installed_by, installed_on, 1, 1 FROM schema_history WHERE version = '1'");
        }),
        new Case("inbox-cut", "", file -> {
          kept("garbage").to(file);
          cut(file);
        }),
        new Case("inbox-is-a-text", "", file -> Files.writeString(file, "Notes of the ops team.\n".repeat(500))),
        new Case("inbox-is-another-database", "",
            file -> RewrittenJournal.execute(file, "CREATE TABLE actor (did TEXT)")));
  }

  private static Damage kept(String text) {
    return file -> {
      var time = InstantSource.fixed(Instant.parse("2026-02-25T14:00:00Z"));
      try (var inbox = SqliteInbox.open(file, time)) {
        inbox.keep(new Item("key-1", time.instant(), text));
      }
      RewrittenJournal.execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
    };
  }

  @ParameterizedTest
  @MethodSource("inboxes")
  void saysWhatAnInboxDoesNotTell(Case one) throws Exception {
    var lines = InboxStory.told(folder, file -> one.damage().to(file));

    compare(one.name(), lines.stream().map(line -> line.replace(folder.toString(), "FOLDER")
        .replaceAll("unfit-\\d+", "unfit-TIME")).toList());
  }

  private static void compare(String name, List<String> lines) {
    new Golden(GOLDEN.resolve(name + ".txt")).says(Steady.text(String.join("\n", lines)) + "\n");
  }
}
