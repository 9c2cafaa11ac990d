package dev.restorebot.bot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.restorebot.approval.Ask;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.terminal.Talk.Pace;
import dev.restorebot.sqlite.SqliteAskBook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// People at terminals of a running bot: heard, answered and recorded.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ConsoleTest {
  private static final Person ALICE = new Person("local:alice");
  private static final Person BOB = new Person("local:bob");

  private RunningBot bot;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    bot = RunningBot.in(folder);
  }

  @AfterEach
  void stop() throws IOException {
    bot.close();
  }

  private record Said(int status, String text) {}

  private Said say(Person who, String... lines) throws IOException {
    var out = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    var status =
        ConsoleClient.attach(bot.socket(), who, Pace.IN_TURN, in, new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Said(status.orElseThrow(), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void twoPeopleRestoreAServiceFromTheirTerminals() throws IOException {
    var alice = say(ALICE, "/restore pds latest-before 2026-02-25");
    var bob = say(BOB, "[Approve]", "[Replace data]");

    assertThat(alice.status()).as("it waits for bob").isEqualTo(3);
    assertThat(alice.text()).contains("Restore of pds, asked by alice", "[Approve]  [Deny]");
    assertThat(bob.text()).contains("[Approve] [Deny] bob> ", "[Replace data]  [Stop here]", "Done: pds is restored");
    assertThat(bob.status()).isZero();
    assertThat(bot.log()).contains("Restore of pds, asked by alice",
        "Done: pds is restored");
  }

  @Test
  void theSamePolicyHoldsAsInAnyChat() throws IOException {
    var stranger = say(new Person("local:stranger"), "/restore pds latest");
    var alone = say(ALICE, "/restore pds latest-before 2026-02-25", "[Approve]");

    assertThat(stranger.text()).contains("stranger is neither a requester nor an approver here");
    assertThat(alone.text()).contains("alice may ask but not approve");
  }

  @Test
  void theOperatingSystemSaysWhoseTerminalItIs() throws IOException {
    say(ALICE, "quit");

    try (var asks = SqliteAskBook.open(bot.journal())) {
      assertThat(asks.all()).extracting(Ask::by, Ask::where, Ask::question).contains(tuple(ALICE, "terminal",
          "(opened a terminal as the operating system's user " + System.getProperty("user.name") + ")"));
    }
  }

  @Test
  void nobodyIsLetInUnderTheNameOfAChat() throws IOException {
    var liar = say(new Person("slack:bob"), "/restore status");

    assertThat(liar.status()).isEqualTo(2);
    assertThat(liar.text()).contains("a terminal is local");
  }

  @Test
  void whatIsNotUnderstoodIsToldInTheStatus() throws IOException {
    assertThat(say(ALICE, "/restore psd latest").status()).isEqualTo(1);
    assertThat(say(ALICE, "/restore list pds").status()).isZero();
  }

  @Test
  void nobodyAnswersBehindASocketThatWasLeftBehind() throws IOException {
    bot.closeTheDoor();
    var nothing = new ByteArrayInputStream(new byte[0]);
    var paper = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    assertThat(ConsoleClient.attach(bot.socket(), ALICE, Pace.IN_TURN, nothing, paper)).isEmpty();
    assertThat(ConsoleClient.attach(bot.socket().resolveSibling("none"), ALICE, Pace.IN_TURN, nothing, paper))
        .isEmpty();

    bot.openTheDoor();
    assertThat(say(ALICE, "/restore status").text()).contains("Nothing is running.");
  }
}
