package dev.restorebot.bot.config;

import java.net.URI;
import java.util.List;

/// How the bot is to be found in Slack. What it proves itself with is not here: tokens come from the environment.
///
/// @param channels ids of the channels in which commands work, at least one; the first is where runs go that were not asked
///     for in Slack
/// @param port where requests of Slack are taken, over HTTP
/// @param mirror true if runs are shown in Slack that were asked for in another chat
/// @param api where Slack's Web API is, with a slash at its end
public record SlackSettings(List<String> channels, Mode mode, int port, boolean mirror, URI api) {
  /// Where the Web API of commercial workspaces is.
  public static final URI API = URI.create("https://slack.com/api/");
  /// Where requests are taken if nothing is said.
  public static final int PORT = 3000;

  /// How what people type and press gets here.
  public enum Mode {
    /// Over a connection that the bot opens: nothing has to reach it.
    SOCKET,
    /// By requests of Slack, which has to reach the bot.
    HTTP
  }

  /// @throws IllegalArgumentException if there is no channel
  public SlackSettings {
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("at least one channel is needed");
    }
  }
}
