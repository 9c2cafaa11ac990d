package dev.restorebot.bot.slack.block;

import static dev.restorebot.bot.slack.block.Said.answer;
import static dev.restorebot.bot.slack.block.Said.button;
import static dev.restorebot.bot.slack.block.Said.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Card;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.golden.Golden;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlocksTest {
  private final Blocks blocks = new Blocks(Said.PEOPLE);

  static Stream<Arguments> messages() {
    var blocks = new Blocks(Said.PEOPLE);
    return Stream.of(Arguments.of("plan", blocks.post(Said.start())),
        Arguments.of("access", blocks.post(Said.access())),
        Arguments.of("replace", blocks.post(Said.replace())), Arguments.of("checks", blocks.post(Said.failedCheck())),
        Arguments.of("purge", blocks.post(Said.purge())), Arguments.of("outcome", blocks.post(Said.outcome())),
        Arguments.of("hostile", blocks.post(Said.hostile())), Arguments.of("card", blocks.card(Said.card())),
        Arguments.of("snapshots", blocks.reply(Said.snapshots())), Arguments.of("help", blocks.reply(Said.help())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void looksAsAgreed(String name, Rendered rendered) {
    Golden.resource("dev/restorebot/bot/slack/block/" + name + ".json").says(Wire.pretty(rendered));
    Budget.assertKept(rendered);
  }

  @Test
  void aHeadlineOfAHundredAndFiftyCharactersIsAHeaderAndALongerOneIsBold() {
    var fits = blocks.post(new Post(List.of("h".repeat(150), "more"), List.of()));
    var long1 = blocks.post(new Post(List.of("h".repeat(151), "more"), List.of()));

    assertThat(Wire.all(Wire.of(fits.blocks()), "header")).hasSize(1);
    assertThat(Wire.all(Wire.of(long1.blocks()), "header")).isEmpty();
    assertThat(Wire.of(long1.blocks()).at("/0/elements/0/elements/0/style/bold").asBoolean()).isTrue();
  }

  @Test
  void aHeadlineThatNamesAPersonMentionsThem() {
    var rendered = blocks.post(new Post(List.of("U0BOB must decide", "more"), List.of()));

    assertThat(Wire.all(Wire.of(rendered.blocks()), "header")).isEmpty();
    assertThat(Wire.of(rendered.blocks()).at("/0/elements/0/elements").toString()).startsWith(
        "[{\"type\":\"user\",\"user_id\":\"U0BOB\"},{\"type\":\"text\",\"text\":\" must decide\",\"style\":{\"bold\":true}}");
    assertThat(rendered.text()).isEqualTo("U0BOB must decide");
  }

  @Test
  void aMessageOfOneLineIsALineLikeOthers() {
    var rendered = blocks.post(new Post(List.of("pds is running again"), List.of()));

    assertThat(Wire.of(rendered.blocks()).toString()).isEqualTo("[{\"type\":\"rich_text\",\"elements\":[{\"type\":"
        + "\"rich_text_section\",\"elements\":[{\"type\":\"text\",\"text\":\"pds is running again\"}]}]}]");
  }

  @Test
  void whatFitsToTheLastCharacterIsNotCutAndOneMoreIs() {
    var fits = blocks.post(lines(Limits.BODY / 100, 99, 0));
    var over = blocks.post(lines(Limits.BODY / 100, 99, 1));

    assertThat(fits.overflow()).isEmpty();
    assertThat(over.overflow()).isPresent();
    Budget.assertKept(fits);
    Budget.assertKept(over);
  }

  /// A headline and `count` lines of `length` characters, the last of them `more` longer, and a button.
  private static Post lines(int count, int length, int more) {
    var lines = new ArrayList<>(List.of("Headline"));
    lines.addAll(Collections.nCopies(count - 1, "x".repeat(length)));
    lines.add("x".repeat(length + more));
    return new Post(lines, List.of(say("Undo", "/restore undo r-7k2m4q")));
  }

  @Test
  void whatDoesNotFitIsInAFileAndTheDecisionAndTheButtonsStay() {
    var lines = new ArrayList<>(List.of("Plan 6d1f0a2b for pds (r-7k2m4q)"));
    IntStream.range(0, 2000).forEach(at -> lines.add("  account-" + at + ".example.org"));
    lines.add("Needs the approval of U0BOB; open until 14:30 UTC.");

    var rendered = blocks.post(new Post(lines, List.of(button(Gate.START, Choice.APPROVE))));

    Budget.assertKept(rendered);
    var overflow = rendered.overflow().orElseThrow();
    assertThat(overflow.fileName()).isEqualTo("plan-6d1f0a2b-for-pds-r-7k2m4q.txt");
    assertThat(overflow.content()).isEqualTo(String.join("\n", lines) + "\n");
    assertThat(Wire.shown(rendered)).contains("account-0.example.org")
        .contains("The rest is in the file plan-6d1f0a2b-for-pds-r-7k2m4q.txt.\nNeeds the approval of |; open until")
        .endsWith("Approve").doesNotContain("account-1999.");
  }

  @Test
  void aLineThatIsTooLongIsCutAndWholeInTheFile() {
    var line = "a".repeat(Limits.LINE + 5);

    var rendered = blocks.post(new Post(List.of("Headline", line, "last"), List.of()));

    assertThat(Wire.shown(rendered)).contains("a…\nThe rest is in the file headline.txt.\nlast");
    assertThat(rendered.overflow().orElseThrow().content()).contains(line);
  }

  @Test
  void peopleGroupsAndChannelsThatAreKnownAreMentioned() {
    var rendered = blocks.post(new Post(List.of("first",
        "U0BOB, (U0ALICE) slack:U0BOB S0OPS: C0OPS. U0STRANGER U0BOB.sqlite xU0BOB U0BOB-1 @U0BOB local:alice"),
        List.of()));

    var sent = Wire.of(rendered.blocks());
    assertThat(Wire.all(sent, "user").stream().map(user -> user.path("user_id").asString())).containsExactly("U0BOB",
        "U0ALICE", "U0BOB");
    assertThat(Wire.all(sent, "usergroup").getFirst().path("usergroup_id").asString()).isEqualTo("S0OPS");
    assertThat(Wire.all(sent, "channel").getFirst().path("channel_id").asString()).isEqualTo("C0OPS");
    assertThat(Wire.shown(rendered)).endsWith(". U0STRANGER U0BOB.sqlite xU0BOB U0BOB-1 @U0BOB local:alice");
  }

  @Test
  void preformattedTextMentionsNobody() {
    var rendered = blocks.post(new Post(List.of("first", "  U0BOB  sha256 0cb6"), List.of()));

    assertThat(Wire.all(Wire.of(rendered.blocks()), "user")).isEmpty();
    assertThat(Wire.of(rendered.blocks()).at("/1/elements/0/type").asString()).isEqualTo("rich_text_preformatted");
  }

  @Test
  void moreButtonsThanARowHoldsMakeMoreRows() {
    var buttons = IntStream.range(0, 26).mapToObj(at -> say("b" + at, "/restore status")).toList();

    var rendered = blocks.post(new Post(List.of("first", "second"), buttons));

    assertThat(Wire.all(Wire.of(rendered.blocks()), "actions").stream().map(row -> row.path("elements").size()))
        .containsExactly(25, 1);
    Budget.assertKept(rendered);
  }

  @Test
  void aLabelOfSeventyFiveCharactersIsWholeAndALongerOneIsCut() {
    var rendered = blocks.post(new Post(List.of("first"),
        List.of(say("l".repeat(75), "/restore status"), say("l".repeat(76), "/restore status"),
            say("", "/restore status"))));

    var labels = Wire.all(Wire.of(rendered.blocks()), "button").stream().map(one -> one.at("/text/text").asString());
    assertThat(labels).containsExactly("l".repeat(75), "l".repeat(73) + "…", "…");
  }

  @Test
  void whatCannotBeTakenBackAtOnceIsRedAndWhatConsentsIsGreen() {
    var buttons = Stream.of(Gate.values()).flatMap(gate -> gate.choices().stream().map(choice -> button(gate, choice)))
        .distinct().toList();

    var glass = new Button("Break glass", new Button.Action.BreakGlass(Said.RUN, Gate.START, Said.FINGERPRINT));

    var rendered = blocks.post(new Post(List.of("first"), Stream.concat(buttons.stream(), Stream.of(glass)).toList()));

    assertThat(Wire.all(Wire.of(rendered.blocks()), "button").stream()
        .map(one -> one.at("/text/text").asString() + " " + one.path("style").asString("")).distinct())
        .containsExactly("Approve primary", "Deny ", "Grant access primary", "Leave out ", "Replace data danger",
            "Stop here ",
            "Retry ", "Undo danger",
            "Accept primary", "Keep ", "Purge danger", "Start as it is danger", "Break glass danger");
  }

  @Test
  void aDocumentIsAFileOfItsOwnNameExactlyAsItIs() {
    var script = List.of("#!/bin/bash", "", "  echo \"<@U0BOB> \u202E\"");
    var rendered = blocks.reply(new Reply(Status.TAKEN, List.of("Save this."), List.of(),
        List.of(new Reply.Document("restore-pds.sh", script))));

    assertThat(rendered.overflow()).isEqualTo(Optional.of(new Rendered.Overflow("restore-pds.sh",
        "#!/bin/bash\n\n  echo \"<@U0BOB> \u202E\"\n")));
  }

  @Test
  void severalDocumentsAreOneFileWithTheNameAboveEach() {
    var rendered = blocks.reply(new Reply(Status.TAKEN, List.of("Two."), List.of(),
        List.of(new Reply.Document("a", List.of("1")), new Reply.Document("b", List.of("2")))));

    assertThat(rendered.overflow().orElseThrow().content()).isEqualTo("==== a ====\n1\n\n==== b ====\n2\n\n");
  }

  @Test
  void anAnswerMentionsPeopleButNotInWhatSomebodySaid() {
    var refused = blocks.reply(answer(Status.DECLINED, "\"Accept\" counts for nothing: U0BOB chose \"Retry\""));
    var echoed = blocks.reply(answer(Status.TAKEN, "restore pds, for the reason \"a\" U0BOB \"b\" (run r-7k2m4q)"));
    var unknown = blocks.reply(answer(Status.MISUNDERSTOOD, "There is no service U0BOB."));

    assertThat(Wire.all(Wire.of(refused.blocks()), "user")).hasSize(1);
    assertThat(Wire.all(Wire.of(echoed.blocks()), "user")).isEmpty();
    assertThat(Wire.all(Wire.of(unknown.blocks()), "user")).isEmpty();
  }

  @Test
  void anAnswerMayHaveAHeadlineOfItsOwn() {
    var rendered = blocks.reply(answer(Status.TAKEN, "Nothing is running."), "Status");

    assertThat(Wire.of(rendered.blocks()).at("/0/text/text").asString()).isEqualTo("Status");
    assertThat(rendered.text()).isEqualTo("Status");
  }

  @Test
  void nothingToSayIsStillAMessage() {
    assertThat(blocks.post(new Post(List.of(), List.of()))).isEqualTo(
        new Rendered("restorebot", List.of(), Optional.empty()));
    Budget.assertKept(blocks.post(new Post(List.of("", " "), List.of())));
    Budget.assertKept(blocks.card(new Card("", List.of(), List.of(), List.of(), List.of())));
  }
}
