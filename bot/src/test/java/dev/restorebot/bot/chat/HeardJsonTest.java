package dev.restorebot.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.Heard.How;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.bot.chat.Heard.Pressed;
import dev.restorebot.bot.chat.Heard.Said;
import dev.restorebot.commands.Command;
import dev.restorebot.commands.Topic;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The inbox knows by this text what it has kept before, also when another process has kept it.
class HeardJsonTest {
  private static final Person BOB = new Person("slack:U0BOB");
  private static final Action PURGE =
      new Action.Choose(new RunId("r-7k2m4q"), Gate.PURGE, new Fingerprint("6d1f0a2b9c3e4f50"), Choice.PURGE);
  private static final String VALUE = "{\\\"run\\\":\\\"r-7k2m4q\\\",\\\"gate\\\":\\\"purge\\\","
      + "\\\"fingerprint\\\":\\\"6d1f0a2b9c3e4f50\\\",\\\"choice\\\":\\\"purge\\\"}";

  private static final Places PLACES = new Places("slack", List.of("C0OPS"));

  @Test
  void writesTheSameInEveryProcess() {
    assertWritten(new Said(BOB, "C0OPS", How.TYPED, "/restore status", new Command.Status(), "say what is running"),
        "\"typed\":\"/restore status\"", ",\"means\":{\"command\":\"status\"},\"echo\":\"say what is running\"");
    assertWritten(new Said(BOB, "C0OPS", How.PRESSED, "/restore undo r-7k2m4q", new Command.Undo(new RunId("r-7k2m4q")),
        "undo r-7k2m4q"),
        "\"pressed\":\"{\\\"say\\\":\\\"/restore undo r-7k2m4q\\\"}\",\"confirmed\":\"\",\"reason\":\"\"",
        ",\"means\":{\"command\":\"undo\",\"run\":\"r-7k2m4q\"},\"echo\":\"undo r-7k2m4q\"");
    assertWritten(new Pressed(BOB, "C0OPS", PURGE, "pds", "the accounts are back"),
        "\"pressed\":\"" + VALUE + "\",\"confirmed\":\"pds\",\"reason\":\"the accounts are back\"", "");
    assertWritten(new Opened(BOB, "C0OPS", PURGE), "\"opened\":\"" + VALUE + "\"", "");
  }

  private static Parsed neverAsked(String text) {
    throw new AssertionError("understood once more: " + text);
  }

  private static void assertWritten(Heard heard, String fields, String meaning) {
    var text = HeardJson.write(heard, PLACES);

    assertThat(text)
        .isEqualTo("{\"version\":3,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\"," + fields + meaning + "}");
    assertThat(HeardJson.read(text, HeardJsonTest::neverAsked)).isEqualTo(heard);
    // As version 1 wrote it: what is said again after an update is known by that.
    assertThat(HeardJson.meaning(heard)).isEqualTo("{\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\"," + fields + "}");
  }

  static Stream<Command> commands() {
    var service = new ServiceName("pds");
    var run = new RunId("r-7k2m4q");
    var time = Instant.parse("2026-02-25T00:00:00Z");
    var accepted = new LinkedHashSet<>(List.of("shrunk", "age"));
    return Stream.of(
        new Command.Begin(new Request(service,
            new Intent.Restore(new Selector.LatestBefore(time), Intent.Mirrors.AS_OF_SNAPSHOT, Intent.Reach.WHOLE),
            "the disk is full", accepted)),
        new Command.Begin(
            new Request(service, new Intent.Amend(KnotAmendment.WORDS, Intent.Reach.PLAN), null, Set.of())),
        new Command.Begin(new Request(service, new Intent.Drill(new Selector.Latest(), Intent.Mirrors.NOW), null,
            Set.of())),
        new Command.Runbook(new Request(service,
            new Intent.Restore(new Selector.At(Timestamp.parse("20260224-020011").orElseThrow()), Intent.Mirrors.NOW,
                Intent.Reach.PLAN),
            null, Set.of())),
        new Command.Choose(service), new Command.ListSnapshots(service), new Command.Diagnose(Optional.empty()),
        new Command.Diagnose(Optional.of(service)), new Command.Status(), new Command.History(Optional.empty()),
        new Command.History(Optional.of(service)), new Command.Show(run), new Command.Cancel(run),
        new Command.Reopen(run), new Command.Undo(run), new Command.Purge(run));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void keepsWhatACommandMeans(Command command) {
    var said = new Said(BOB, "C0OPS", How.TYPED, "as it was typed", command, "as it was told");

    assertThat(HeardJson.read(HeardJson.write(said, PLACES), HeardJsonTest::neverAsked)).isEqualTo(said);
  }

  /// What help there is depends on the services, so a question for it is understood when it is worked off.
  @Test
  void keepsAQuestionForHelpAsText() {
    var said = new Said(BOB, "C0OPS", How.TYPED, "/restore help undo",
        new Command.Help(Optional.of(Topic.Common.UNDO)), "explain undo");
    var text = HeardJson.write(said, PLACES);

    assertThat(text).doesNotContain("means");
    assertThat(HeardJson.read(text, asked -> new Parsed.Understood(said.command(), said.echo()))).isEqualTo(said);
  }

  @Test
  void understandsWhatWasKeptAsTextOnly() {
    var old = "{\"version\":2,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\",\"typed\":\"/restore status\"}";

    assertThat(HeardJson.read(old, text -> new Parsed.Understood(new Command.Status(), "from " + text)))
        .isEqualTo(new Said(BOB, "C0OPS", How.TYPED, "/restore status", new Command.Status(), "from /restore status"));
    assertThatThrownBy(() -> HeardJson.read(old, _ -> new Parsed.Misunderstood("no such word", List.of())))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("no such word");
  }
}
