package dev.restorebot.bot.crash;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Fronts;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.chat.ChatClocks;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.bot.slack.Brisk;
import dev.restorebot.bot.slack.SlackFrontEnd;
import dev.restorebot.bot.slack.SlackFrontEnd.Workspace;
import dev.restorebot.bot.slack.SlackTokens;
import dev.restorebot.bot.slack.door.SocketDoor;
import dev.restorebot.bot.slack.door.SocketUrls;
import dev.restorebot.bot.slack.door.ThreadTimer;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.run.Watcher;
import dev.restorebot.sqlite.SqliteInbox;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A bot in a process of its own that opens a world, is talked to in Slack, and goes on until it is killed. Its tokens are in
/// the environment.
public final class SlackBot {
  private SlackBot() {}

  /// Runs the program.
  ///
  /// @param arguments the world's folder, the [SlackBlow], the file that says that it stands still, and where Slack is
  public static void main(String... arguments) throws InterruptedException {
    var still = new Stillness(SlackBlow.valueOf(arguments[1]), Path.of(arguments[2]));
    var tokens = SlackTokens.of(System.getenv());
    var workspace = new Workspace(arguments[3], List.of(FakeSlack.OPS), tokens);
    var pace = new Brisk();
    try (var world = WorldCopy.open(Path.of(arguments[0]), Java.likeThis().job())) {
      var configuration = ConfigurationReader.read(world.configuration());
      var fronts = new Fronts(new CrashingBot.Quiet(), Watcher.NONE, List.of(SlackFrontEnd.setup(workspace, false,
          new ChatClocks(world.clock(), pace, pace), (reception, _) -> SocketDoor.open(
              new SocketUrls(client(arguments[3]), tokens.app()), reception, new ThreadTimer(),
              InstantSource.system()))));
      try (var bot = Wiring.bot(Place.in(world), configuration, fronts, still::in);
          var inbox = SqliteInbox.open(world.journal().resolveSibling("inbox.db"), world.clock())) {
        bot.engine().recover();
        try (var _ = bot.chats().open(bot.desk(), still.in(inbox))) {
          new CountDownLatch(1).await();
        }
      }
    }
  }

  private static Slack client(String endpoint) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(endpoint);
    config.setStatsEnabled(false);
    return Slack.getInstance(config);
  }
}
