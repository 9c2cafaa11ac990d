package dev.restorebot.bot.slack.door;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/// Asks Slack where to open a socket. Each address is good for one. Thread-safe; shows its token to nobody.
public final class SocketUrls {
  /// What does not get better by asking again.
  private static final Set<String> REFUSALS = Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked",
      "token_expired", "not_allowed_token_type", "missing_scope", "no_permission", "access_denied", "forbidden_team",
      "team_access_not_granted", "socket_mode_not_enabled");

  private final Slack slack;
  private final String appToken;

  /// @param slack with its statistics off (`SlackConfig.setStatsEnabled(false)`): to make them, it would call `auth.test`
  ///     with a token that is not for that
  /// @param appToken the app-level token, `xapp-`, with the scope `connections:write`
  public SocketUrls(Slack slack, String appToken) {
    this.slack = slack;
    this.appToken = appToken;
  }

  /// An address to connect to. Blocks.
  ///
  /// @throws RefusedException if Slack does not let the app in
  /// @throws IOException if Slack cannot be asked, or does not answer sensibly
  URI next() throws IOException {
    try {
      var response = slack.methods().appsConnectionsOpen(request -> request.token(appToken));
      if (!response.isOk()) {
        throw failure(String.valueOf(response.getError()));
      }
      return URI.create(response.getUrl());
    } catch (SlackApiException e) {
      throw new IOException("Slack did not answer apps.connections.open as it should (" + e.getMessage() + ")", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("Slack gave an address for the socket that is none", e);
    }
  }

  private static IOException failure(String error) {
    return REFUSALS.contains(error)
        ? new RefusedException("Slack refuses the app-level token (apps.connections.open: " + error
            + "). Look whether the"
            + " token is right, has the scope connections:write, and Socket Mode is switched on in the app's settings")
        : new IOException("Slack answered apps.connections.open with " + error);
  }

  /// Slack does not let the app in, and will not before somebody changes something.
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
