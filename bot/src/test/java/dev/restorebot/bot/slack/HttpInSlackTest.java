package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.SlackWorld.Parts;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import dev.restorebot.bot.slack.fake.SignedRequest;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunState.Over;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A whole conversation in which Slack comes in over HTTP, and requests that are not Slack's.
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class HttpInSlackTest {
  private static final Duration LONG = Duration.ofMinutes(6);
  private static final String RESTORE = "/restore pds latest-before 2026-02-25";
  private static final Map<String, String> CONFIRMED =
      Map.of("confirm/confirm", "pds", "reason/reason", "the accounts are back");

  private final AtomicReference<UnaryOperator<SignedRequest>> onTheWay =
      new AtomicReference<>(UnaryOperator.identity());

  @TempDir
  Path folder;

  private SlackWorld open() throws Exception {
    return SlackWorld.open(folder, UnaryOperator.identity(),
        Parts.over(Entrance.http(request -> onTheWay.get().apply(request))));
  }

  @Test
  void isAWholeConversation() throws Exception {
    try (var world = open()) {
      assertThat(world.says(ALICE, RESTORE + " --dry-run").text()).startsWith("Understood: ");
      assertThat(world.transcript()).contains("Dry run: nothing was touched");
      world.says(ALICE, RESTORE);
      world.clicks(BOB, "Approve");
      world.clicks(BOB, "Replace data");
      world.clicks(ALICE, "Purge");
      world.clicks(BOB, "Purge");

      var form = world.slack().views(BOB).getLast();
      var refused = world.slack().submit(BOB, form, Map.of("confirm/confirm", "pdz", "reason/reason", "why")).await();
      assertThat(refused.payload().path("errors").path("confirm").asString()).contains("not the name of the service");
      world.slack().submit(BOB, world.slack().views(BOB).getLast(), CONFIRMED).await();
      world.settle();

      assertThat(world.slack().openedSockets()).isZero();
      assertThat(world.slack().violations()).isEmpty();
      assertThat(world.slack().acks()).allMatch(ack -> ack.times() == 1).noneMatch(Ack::late);
      var last = world.bot().wiring().engine().ledger().runs().getLast();
      assertThat(last.state()).isInstanceOfSatisfying(Over.class,
          over -> assertThat(over.outcome()).isEqualTo(Outcome.PURGED));
    }
  }

  @Test
  void nothingComesInThatSlackDidNotSendNow() throws Exception {
    try (var world = open()) {
      world.says(ALICE, RESTORE);
      var gate = world.having("Approve");
      var before = Known.of(world);
      assertThat(before.heard()).isOne();

      for (var forgery : forgeries()) {
        onTheWay.set(forgery);
        for (var ack : tries(world, gate)) {
          world.slack().await("it is refused", () -> ack.status() != 0);
          assertThat(ack.status()).isEqualTo(401);
          assertThat(ack.acked()).isFalse();
        }
      }

      world.settle();
      assertThat(Known.of(world)).isEqualTo(before);
      onTheWay.set(UnaryOperator.identity());
      world.clicks(BOB, "Approve");
      assertThat(world.having("Replace data")).isNotNull();
    }
  }

  private static List<UnaryOperator<SignedRequest>> forgeries() {
    return List.of(request -> request.with("x-slack-signature", "v0=" + "0".repeat(64)),
        request -> request.without("x-slack-signature"),
        request -> request.signed(Instant.now().minus(LONG)),
        request -> request.signed(Instant.now().plus(LONG)),
        request -> request.withBody(request.body().replace("U0STRANGER", BOB)));
  }

  /// A command and a click, both of which would count if bob had made them.
  private static List<Ack> tries(SlackWorld world, Message gate) {
    return List.of(world.slack().command(SlackWorld.STRANGER, FakeSlack.OPS, "/restore", "status"),
        world.slack().clickOld(SlackWorld.STRANGER, gate, "Approve"));
  }

  /// All that the bot has heard and done.
  ///
  /// @param heard how many items the inbox has ever kept
  private record Known(long heard, List<Entry> entries) {
    static Known of(SlackWorld world) throws SQLException {
      var inbox = "jdbc:sqlite:" + world.sandbox().journal().resolveSibling("inbox.db");
      try (var connection = DriverManager.getConnection(inbox);
          var statement = connection.createStatement();
          var count = statement.executeQuery("SELECT count(*) FROM item")) {
        return new Known(count.getLong(1), world.bot().wiring().engine().ledger().entriesAfter(0));
      }
    }
  }
}
