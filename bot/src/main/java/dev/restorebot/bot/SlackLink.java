package dev.restorebot.bot;

import dev.restorebot.approval.Policy;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.slack.SlackFrontEnd;
import dev.restorebot.bot.slack.SlackFrontEnd.Clocks;
import dev.restorebot.bot.slack.SlackFrontEnd.Workspace;
import dev.restorebot.bot.slack.SlackInbox;
import dev.restorebot.bot.slack.SlackTokens;
import dev.restorebot.bot.slack.door.Door;
import dev.restorebot.bot.slack.door.DoorState;
import dev.restorebot.bot.slack.door.HttpDoor;
import dev.restorebot.bot.slack.door.Reception;
import dev.restorebot.bot.slack.door.SignatureCheck;
import dev.restorebot.bot.slack.door.SigningSecret;
import dev.restorebot.bot.slack.door.SocketDoor;
import dev.restorebot.bot.slack.door.ThreadTimer;
import dev.restorebot.run.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.function.Function;

/// A bot's connection to Slack while it runs: everything of it that outlives a message.
final class SlackLink implements AutoCloseable {
  private final ThreadTimer timer;
  private final SlackFrontEnd.Open front;

  private SlackLink(ThreadTimer timer, SlackFrontEnd.Open front) {
    this.timer = timer;
    this.front = front;
  }

  /// Slack as the operator has set it up, and how the time is told.
  ///
  /// @param told the time that people are told
  /// @param real the time on the clock
  record Setting(SlackSettings settings, SlackTokens tokens, InstantSource told, InstantSource real) {
    /// What makes the front end for a bot with `policy`.
    Function<Ledger, SlackFrontEnd> front(Policy policy) {
      var workspace = new Workspace(settings.api().toString(), settings.channels(), tokens);
      return ledger -> new SlackFrontEnd(workspace, policy, ledger, Clocks.real(told, real));
    }
  }

  /// Lets people in Slack in. Returns at once, whether Slack can be reached or not.
  ///
  /// @throws UncheckedIOException if requests of Slack cannot be taken on the configured port
  static SlackLink open(Wiring bot, Setting slack, SlackInbox inbox) {
    var timer = new ThreadTimer();
    var front = bot.slack().orElseThrow();
    front.tellWhatIsLost(inbox);
    return new SlackLink(timer,
        front.open(bot.desk(), inbox.inbox(), reception -> door(slack, front, reception, timer)));
  }

  private static Door door(Setting slack, SlackFrontEnd front, Reception reception, ThreadTimer timer) {
    return switch (slack.settings().mode()) {
      case SOCKET -> SocketDoor.open(front.sockets(), reception, timer, slack.real());
      case HTTP -> http(slack, reception);
    };
  }

  private static Door http(Setting slack, Reception reception) {
    var secret = slack.tokens().signing();
    if (secret.isEmpty()) {
      return new Shut(new DoorState.Disabled(slack.real().instant(), "SLACK_SIGNING_SECRET is not set"));
    }
    try {
      var check = new SignatureCheck(new SigningSecret(secret.toCharArray()), slack.real());
      return HttpDoor.open(slack.settings().port(), check, reception, slack.real());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not take requests of Slack on port " + slack.settings().port() + ": " + e.getMessage(), e);
    }
  }

  /// Whether people in Slack are heard now.
  DoorState state() {
    return front.state();
  }

  @Override
  public void close() {
    front.close();
    timer.close();
  }

  /// No way in.
  private record Shut(DoorState state) implements Door {
    @Override
    public void close() {
      // Was never open.
    }
  }
}
