package dev.restorebot.bot.slack;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.User;
import dev.restorebot.bot.slack.WebApi.Outcome;
import java.time.InstantSource;
import java.util.Optional;

/// Whose account counts in a group or channel of the policy: full members of the workspace, and nobody else. A guest is let
/// into a channel to talk there, not to approve; an account that was switched off is no longer anybody's. What Slack said is
/// kept in a [ShortMemory]. Blocks; thread-safe.
final class SlackAccounts {
  private final WebApi api;
  private final LoadingCache<String, Optional<String>> reasons;

  /// @param time what tells when an answer is too old
  SlackAccounts(WebApi api, InstantSource time) {
    this.api = api;
    this.reasons = ShortMemory.of(time, this::look);
  }

  /// Why the account of `user` counts in no group, as a clause; empty if it counts.
  ///
  /// @throws UnansweredException if Slack does not say
  Optional<String> barred(String user) {
    return reasons.get(user);
  }

  private Optional<String> look(String id) {
    Outcome<UsersInfoResponse> outcome = api.call(methods -> methods.usersInfo(request -> request.user(id)));
    var user = UnansweredException.unlessDone(outcome).getUser();
    if (user == null || !id.equals(user.getId())) {
      throw new UnansweredException("Slack did not say whose account " + id + " is");
    }
    return barred(user);
  }

  private static Optional<String> barred(User user) {
    if (user.isDeleted()) {
      return Optional.of("the account is deactivated");
    }
    if (user.isStranger()) {
      return Optional.of("the account is of another company");
    }
    if (user.isRestricted() || user.isUltraRestricted()) {
      return Optional.of("guests of the workspace count in no group or channel");
    }
    return user.isBot() || user.isWorkflowBot() || user.isConnectorBot()
        ? Optional.of("apps count in no group or channel")
        : Optional.empty();
  }
}
