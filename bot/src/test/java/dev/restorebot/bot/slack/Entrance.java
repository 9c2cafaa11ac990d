package dev.restorebot.bot.slack;

import dev.restorebot.bot.chat.Door;
import dev.restorebot.bot.slack.door.HttpDoor;
import dev.restorebot.bot.slack.door.Reception;
import dev.restorebot.bot.slack.door.SignatureCheck;
import dev.restorebot.bot.slack.door.SigningSecret;
import dev.restorebot.bot.slack.door.SocketDoor;
import dev.restorebot.bot.slack.door.SocketUrls;
import dev.restorebot.bot.slack.door.ThreadTimer;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.SignedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/// How the tests' Slack reaches a bot.
@FunctionalInterface
interface Entrance {
  /// By Socket Mode.
  Entrance SOCKET = (slack, reception) -> SocketDoor.open(
      new SocketUrls(WebApi.client(slack.methodsUrl()), FakeSlack.APP_TOKEN), reception, new ThreadTimer(),
      InstantSource.system());
  /// By signed requests.
  Entrance HTTP = http(UnaryOperator.identity());

  /// By signed requests, which are altered on their way.
  static Entrance http(UnaryOperator<SignedRequest> onTheWay) {
    return (slack, reception) -> {
      var secret = new SigningSecret(FakeSlack.SIGNING_SECRET.toCharArray());
      try {
        var door = HttpDoor.open(0, new SignatureCheck(secret, InstantSource.system()), reception,
            InstantSource.system());
        slack.deliverTo(URI.create("http://127.0.0.1:" + door.port() + "/slack/events"), onTheWay);
        return door;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /// Opens the door of a bot, and shows it to `slack`.
  Door open(FakeSlack slack, Reception reception);
}
