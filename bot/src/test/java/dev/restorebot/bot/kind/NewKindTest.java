package dev.restorebot.bot.kind;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.Blueprint;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.terminal.Steady;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A kind that the program does not know, [Notes], is configured, planned, restored, undone, diagnosed and drilled once it stands in the list of
/// kinds; and one with an amendment, [TaggedNotes], is amended. All that people see is in `notes.transcript` and `tagged-notes.transcript`.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NewKindTest {
  private static final List<String> NOTES = List.of("sandbox: look", "alice: /diagnose notes",
      "alice: /restore list notes", "alice: /restore drill notes", "alice: /restore notes latest", "bob: [Approve]",
      "bob: [Replace data]", "sandbox: look", "alice: /diagnose notes", "alice: [Undo]", "bob: [Undo]",
      "sandbox: look", "alice: /restore history");
  private static final List<String> TAGGED_NOTES = List.of("alice: /restore notes latest", "bob: [Approve]",
      "bob: [Leave out]", "bob: [Replace data]", "alice: /diagnose notes", "alice: [Add tags]", "bob: [Add tags]",
      "sandbox: look", "alice: /restore tags notes", "alice: /restore labels notes", "alice: /restore help tags",
      "alice: [Undo]", "bob: [Undo]", "alice: /restore tags notes", "bob: [Leave out]", "alice: /restore undo r-7279f1",
      "bob: [Undo]", "sandbox: look", "alice: /restore history");

  @TempDir
  private Path folder;

  @Test
  void isRestoredAsAllOthersAre() throws Exception {
    assertPlayed(new Notes(), NotesMain.class, NOTES, "notes");
  }

  @Test
  void isAmendedInItsOwnWords() throws Exception {
    assertPlayed(new TaggedNotes(), TaggedNotesMain.class, TAGGED_NOTES, "tagged-notes");
  }

  /// @param main the program of the world's workers and readers
  private void assertPlayed(Notes kind, Class<?> main, List<String> script, String golden) throws Exception {
    var out = new ByteArrayOutputStream();
    var status = -1;
    var notes = Blueprint.of(List.of(kind.sandbox()));

    try (var world = Sandbox.open(folder.resolve("world"), main.getName(), notes)) {
      var configuration = ConfigurationReader.read(world.configuration(), Kinds.ALL.with(kind));
      status = Script.of(script).unwrapped().play(world,
          Wiring.opening(Place.in(world).with(Limits.PATIENT), configuration, UnaryOperator.identity()),
          new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    Golden.resource("dev/restorebot/bot/kind/" + golden + ".transcript")
        .says(Steady.text(out.toString(StandardCharsets.UTF_8)) + "exit status " + status + "\n");
  }

  @Test
  void isUnknownWhereItStandsInNoList() {
    try (var world = Sandbox.open(folder.resolve("world"), NotesMain.class.getName(),
        Blueprint.of(List.of(new Notes().sandbox())))) {
      assertThatThrownBy(() -> ConfigurationReader.read(world.configuration()))
          .hasMessageContaining("services.notes.notes: unknown key `notes`");
    }
  }
}
