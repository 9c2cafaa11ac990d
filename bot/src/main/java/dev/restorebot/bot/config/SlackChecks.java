package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.SlackSection;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.bot.yaml.Form;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes settings of what the file says of Slack.
///
/// @param path of the section
record SlackChecks(ConfigurationPath path) {
  private static final Pattern CHANNEL = Pattern.compile(Form.CHANNEL);
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
  private static final int LAST_PORT = 65_535;

  SlackSettings checked(SlackSection slack) {
    var mode = mode(slack.mode());
    if (mode == Mode.SOCKET && slack.port() != null) {
      throw wrong("port", "only `mode: http` listens");
    }
    return new SlackSettings(channels(slack.channels()), mode, port(slack.port()),
        Boolean.TRUE.equals(slack.mirror()), api(slack.api()));
  }

  private List<String> channels(List<String> channels) {
    if (channels.isEmpty()) {
      throw wrong("channels", "names no channel; commands work in those that are listed here");
    }
    var seen = new HashSet<String>();
    for (var channel : channels) {
      if (!CHANNEL.matcher(channel).matches()) {
        throw wrong("channels",
            "`" + channel + "` is not the id of a channel, like C0123456789; Slack shows it below the"
                + " channel's details");
      }
      if (!seen.add(channel)) {
        throw wrong("channels", channel + " is listed twice");
      }
    }
    return channels;
  }

  private Mode mode(@Nullable String mode) {
    return switch (Objects.requireNonNullElse(mode, "socket")) {
      case "socket" -> Mode.SOCKET;
      case "http" -> Mode.HTTP;
      case String other -> throw wrong("mode", "unknown mode `" + other + "`; known: socket, http");
    };
  }

  private int port(@Nullable Integer port) {
    if (port == null) {
      return SlackSettings.PORT;
    }
    if (port < 1 || port > LAST_PORT) {
      throw wrong("port", "is not a port: " + port);
    }
    return port;
  }

  /// The token goes there with every call, so it goes encrypted, or does not leave this machine.
  private URI api(@Nullable URI api) {
    if (api == null) {
      return SlackSettings.API;
    }
    var host = Objects.requireNonNullElse(api.getHost(), "");
    var safe = "https".equals(api.getScheme()) || ("http".equals(api.getScheme()) && THIS_MACHINE.contains(host));
    if (host.isEmpty() || !safe || !api.getPath().endsWith("/")) {
      throw wrong("api", "is not an address like " + SlackSettings.API + ", with https and a slash at its end");
    }
    return api;
  }

  private ConfigurationException wrong(String key, String what) {
    return path.at(key).wrong(what);
  }
}
