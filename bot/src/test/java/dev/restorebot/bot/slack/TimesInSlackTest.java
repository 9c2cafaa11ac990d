package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.SlackWorld.Parts;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Inbox.Item;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.sqlite.SqliteInbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A time that people say counts from when they said it, however long it takes until the bot gets to it.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TimesInSlackTest {
  @TempDir
  private Path folder;

  @Test
  void countFromWhenTheyWereSaidAfterARestart() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.stop();
      var said = world.sandbox().clock().instant();
      try (var inbox = SqliteInbox.open(world.sandbox().inbox(), world.sandbox().clock())) {
        inbox.keep(new Item("said-before", said, keptAsText("pds latest-before 6h ago --dry-run")));
      }
      world.sandbox().clock().advance(Duration.ofMinutes(5));

      world.start(Parts.USUAL);
      world.settle();

      assertThat(world.bot().wiring().engine().ledger().runs()).singleElement().extracting(Run::request)
          .isEqualTo(Optional.of(new Request(new ServiceName("pds"),
              new Intent.Restore(new Selector.LatestBefore(said.minus(Duration.ofHours(6))), Intent.Mirrors.NOW,
                  Intent.Reach.PLAN),
              null, Set.of())));
    }
  }

  /// As versions before 3 of the inbox keep it. Later ones keep the command with its times.
  private static String keptAsText(String text) {
    return "{\"version\":2,\"by\":\"slack:" + SlackWorld.ALICE + "\",\"channel\":\"" + FakeSlack.OPS + "\",\"typed\":\""
        + text
        + "\"}";
  }
}
