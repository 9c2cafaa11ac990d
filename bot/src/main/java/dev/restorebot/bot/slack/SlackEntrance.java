package dev.restorebot.bot.slack;

import dev.restorebot.bot.chat.Door;
import dev.restorebot.bot.chat.DoorState;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.slack.SlackFrontEnd.Entrance;
import dev.restorebot.bot.slack.door.HttpDoor;
import dev.restorebot.bot.slack.door.Reception;
import dev.restorebot.bot.slack.door.SignatureCheck;
import dev.restorebot.bot.slack.door.SigningSecret;
import dev.restorebot.bot.slack.door.SocketDoor;
import dev.restorebot.bot.slack.door.SocketUrls;
import dev.restorebot.bot.slack.door.ThreadTimer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/// How people in Slack come in, as the operator has set it up.
///
/// @param real the time on the clock
record SlackEntrance(SlackSettings settings, SlackTokens tokens, InstantSource real) implements Entrance {
  /// Opens the way in.
  ///
  /// @throws UncheckedIOException if requests of Slack cannot be taken on the configured port
  @Override
  public Door open(Reception reception, SocketUrls sockets) {
    return switch (settings.mode()) {
      case SOCKET -> socket(reception, sockets);
      case HTTP -> http(reception);
    };
  }

  private Door socket(Reception reception, SocketUrls sockets) {
    var timer = new ThreadTimer();
    return new Timed(SocketDoor.open(sockets, reception, timer, real), timer);
  }

  private Door http(Reception reception) {
    var secret = tokens.signing();
    if (secret.isEmpty()) {
      return new Shut(new DoorState.Disabled(real.instant(), "SLACK_SIGNING_SECRET is not set"));
    }
    try {
      var check = new SignatureCheck(new SigningSecret(secret.toCharArray()), real);
      return HttpDoor.open(settings.port(), check, reception, real);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not take requests of Slack on port " + settings.port() + ": " + e.getMessage(), e);
    }
  }

  /// A door with a timer of its own.
  private record Timed(Door door, ThreadTimer timer) implements Door {
    @Override
    public DoorState state() {
      return door.state();
    }

    @Override
    public void close() {
      door.close();
      timer.close();
    }
  }

  /// No way in.
  private record Shut(DoorState state) implements Door {
    @Override
    public void close() {
      // Was never open.
    }
  }
}
