package dev.restorebot.bot.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restorebot.bot.OnPath;
import dev.restorebot.commands.thread.Conversation;
import dev.restorebot.commands.thread.Conversation.Now;
import dev.restorebot.commands.thread.Message;
import dev.restorebot.commands.thread.Message.Role;
import dev.restorebot.files.Digest;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.Journal;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.sqlite.SqliteSnapshotBook;
import dev.restorebot.sqlite.SqliteWatchBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every journal that any version of the program has left is read whole: each entry, where each run stands, its thread, and
/// the chain. Nothing in the corpus is ever changed.
@Execution(ExecutionMode.CONCURRENT)
class CorpusTest {
  private static final Pattern ENDED = Pattern.compile("\"event\":\"ended\",\"outcome\":\"([A-Z_]+)\"");
  private static final Pattern NAME = Pattern.compile("\"event\":\"([a-z_]+)\"");
  /// What says nothing about where a run stands.
  private static final List<String> NOTES = List.of("posted", "shown", "recovered", "asked_in_vain", "glass_held",
      "reminded");
  private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2027-01-01T00:00:00Z"));

  @TempDir
  private Path folder;

  static List<FrozenWorld> journals() {
    return Corpus.versions().stream()
        .flatMap(version -> Stream.of("journals", "worlds").flatMap(kind -> FrozenWorld.in(version, kind).stream()))
        .toList();
  }

  @Test
  void isOnlyAddedTo() throws IOException {
    var frozen = new HashMap<String, String>();
    for (var line : Files.readAllLines(Corpus.ROOT.resolve("FROZEN"))) {
      frozen.put(line.substring(line.indexOf("  ") + 2), line.substring(0, line.indexOf("  ")));
    }
    var there = new HashMap<String, String>();
    try (var files = Files.walk(Corpus.ROOT)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = Corpus.ROOT.relativize(file).toString();
        if (!name.equals("FROZEN") && !name.startsWith("blobs/")) {
          there.put(name, Digest.of(file).sha256());
        }
      }
    }

    assertThat(there).as("what is in the corpus, beside what FROZEN says").isEqualTo(frozen);
  }

  /// Contents are named by their digests, so that they cannot change either; none is there for nothing.
  @Test
  void hasEveryContentThatItsManifestsName() throws IOException {
    var named = new TreeSet<String>();
    for (var version : Corpus.versions()) {
      for (var kind : List.of("journals", "worlds", "volumes", "sealed-volumes", "inbox")) {
        for (var world : FrozenWorld.in(version, kind)) {
          for (var digest : world.digests()) {
            if (named.add(digest)) {
              assertThat(world.content(digest)).isNotNull();
            }
          }
        }
      }
    }
    try (var blobs = Files.list(Corpus.ROOT.resolve("blobs"))) {
      assertThat(blobs.map(file -> String.valueOf(file.getFileName()).replace(".gz", ""))).hasSameElementsAs(named);
    }
  }

  @ParameterizedTest
  @MethodSource("journals")
  void isReadWhole(FrozenWorld frozen) throws IOException {
    frozen.thaw(folder.resolve("state"), path -> path.startsWith("restorebot.db"));
    try (var journal = open(folder)) {
      var links = journal.links(0);
      var ledger = new Ledger(journal, TIME);

      assertThat(ChainLink.fault(links)).isEmpty();
      assertThat(ledger.entriesAfter(0)).hasSameSizeAs(links)
          .noneMatch(entry -> entry.event() instanceof RunEvent.Unreadable);
      for (var run : ledger.runs()) {
        assertThat(outcome(run.state())).as(run.id().toString()).isEqualTo(ended(run.id(), links));
      }
      assertTellsEveryRunAtEveryEntry(journal);
    }
    assertOpensTheBooks();
  }

  /// As if the bot had been killed after each entry.
  private static void assertTellsEveryRunAtEveryEntry(SqliteJournal journal) {
    var entries = new HashMap<RunId, List<Entry>>();
    for (var entry : journal.after(0)) {
      var ofRun = entries.computeIfAbsent(entry.run(), _ -> new ArrayList<>());
      ofRun.add(entry);
      assertTells(Run.of(entry.run(), ofRun), journal);
    }
  }

  private void assertOpensTheBooks() {
    try (var watch = SqliteWatchBook.open(folder.resolve("state/restorebot.db"));
        var snapshots = SqliteSnapshotBook.open(folder.resolve("state/restorebot.db"))) {
      assertThat(watch.open()).isNotNull();
      assertThat(snapshots).isNotNull();
    }
  }

  /// As docs/formats.md says.
  @Test
  void canBeVerifiedWithoutTheProgram() throws IOException, InterruptedException {
    var page = Files.readString(Path.of("../docs/formats.md"));
    var script = page.substring(page.indexOf("```python\n") + "```python\n".length());
    Files.writeString(folder.resolve("verify.py"), script.substring(0, script.indexOf("```")));
    new FrozenWorld(Corpus.ROOT.resolve("v1"), "worlds/restore-reached").thaw(folder.resolve("state"));
    assumeTrue(OnPath.has("python3"), "there is no python3");

    var python = new ProcessBuilder("python3", folder.resolve("verify.py").toString(),
        folder.resolve("state/restorebot.db").toString()).redirectErrorStream(true).start();
    var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    try (var journal = open(folder)) {
      var links = journal.links(0);
      assertThat(said).isEqualTo(links.size() + " entries, the newest digest is " + links.getLast().digest() + "\n");
    }
  }

  private static SqliteJournal open(Path folder) {
    return SqliteJournal.open(folder.resolve("state/restorebot.db"), new JournalCodec());
  }

  private static void assertTells(Run run, Journal journal) {
    var messages = Conversation.of(run, new Now(TIME.instant(), Optional.empty(), journal::seal));

    if (run.entries().getFirst().event() instanceof RunEvent.TurnedAway) {
      assertThat(messages).isEmpty();
    } else {
      assertThat(messages).first().extracting(Message::role).isEqualTo(Role.CARD);
      assertThat(messages.stream().map(message -> message.content().toString()))
          .noneMatch(text -> text.contains("cannot be read by this version"));
    }
  }

  private static Optional<String> outcome(RunState state) {
    return switch (state) {
      case RunState.Over(_, var outcome) -> Optional.of(outcome.name());
      case RunState.Dismissed _ -> Optional.of("dismissed");
      case RunState _ -> Optional.empty();
    };
  }

  /// How a run has ended, by the stored texts alone: whatever the program makes of them must come to that.
  private static Optional<String> ended(RunId run, List<ChainLink> links) {
    var ended = Optional.<String>empty();
    var planned = false;
    for (var link : links) {
      var name = NAME.matcher(link.event());
      if (!link.run().equals(run.value()) || !name.find() || NOTES.contains(name.group(1))
          || link.event().contains("\"standing\":\"VOID\"")) {
        continue;
      }
      var end = ENDED.matcher(link.event());
      planned |= name.group(1).equals("planned");
      var dismissed = Map.of("turned_away", true, "refused", !planned, "cancel_asked", !planned);
      ended = end.find()
          ? Optional.of(end.group(1))
          : dismissed.getOrDefault(name.group(1), false) ? Optional.of("dismissed") : Optional.empty();
    }
    return ended;
  }
}
