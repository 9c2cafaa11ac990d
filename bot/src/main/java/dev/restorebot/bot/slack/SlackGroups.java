package dev.restorebot.bot.slack;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.methods.response.conversations.ConversationsMembersResponse;
import com.slack.api.methods.response.usergroups.UsergroupsListResponse;
import com.slack.api.methods.response.usergroups.users.UsergroupsUsersListResponse;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.WebApi.Outcome;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Who is in Slack's user groups and channels: `slack-group:S099`, `@ops`, `slack-channel:C012`. Of a channel that is shared
/// with another company nobody can tell; only full members of the workspace count ([SlackAccounts]). What Slack said is good
/// for a minute at most; what it did not say is asked again at once. Blocks; thread-safe.
final class SlackGroups implements Groups {
  private static final String PERSON = SlackFrontEnd.NAME + ":";
  private static final String GROUP = "slack-group:";
  private static final String CHANNEL = "slack-channel:";
  private static final String HANDLE = "@";
  private static final int PAGE = 200;
  /// No channel has more members than these hold by far.
  private static final int PAGES = 1000;

  private final WebApi api;
  private final LoadingCache<String, Set<String>> members;
  private final SlackAccounts accounts;

  /// @param time what tells when an answer is too old
  SlackGroups(WebApi api, InstantSource time) {
    this.api = api;
    this.accounts = new SlackAccounts(api, time);
    this.members = ShortMemory.of(time, this::look);
  }

  @Override
  public Membership of(String group, Person person) {
    if (!person.id().startsWith(PERSON)) {
      return Membership.OUT;
    }
    try {
      var user = person.id().substring(PERSON.length());
      return members.get(group).contains(user) ? counted(user) : Membership.OUT;
    } catch (UnansweredException e) {
      return new Membership.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private Membership counted(String user) {
    return accounts.barred(user).<Membership>map(Membership.Barred::new).orElse(Membership.IN);
  }

  private Set<String> look(String group) {
    if (group.startsWith(GROUP)) {
      return users(group.substring(GROUP.length()));
    }
    if (group.startsWith(CHANNEL)) {
      return everybodyIn(group.substring(CHANNEL.length()));
    }
    if (group.startsWith(HANDLE)) {
      return users(named(group.substring(HANDLE.length())));
    }
    throw new UnansweredException("it is no group of Slack's");
  }

  private Set<String> users(String group) {
    Outcome<UsergroupsUsersListResponse> outcome =
        api.call(methods -> methods.usergroupsUsersList(request -> request.usergroup(group)));
    return Set.copyOf(UnansweredException.unlessDone(outcome).getUsers());
  }

  private String named(String handle) {
    Outcome<UsergroupsListResponse> outcome = api.call(methods -> methods.usergroupsList(request -> request));
    return UnansweredException.unlessDone(outcome).getUsergroups().stream()
        .filter(group -> group.getHandle().equals(handle)).findFirst()
        .orElseThrow(() -> new UnansweredException("Slack knows no user group of that handle")).getId();
  }

  /// A channel can be shared with another company, and then its members are whom that company sends.
  private void requireOwn(String channel) {
    Outcome<ConversationsInfoResponse> outcome =
        api.call(methods -> methods.conversationsInfo(request -> request.channel(channel)));
    var info = UnansweredException.unlessDone(outcome).getChannel();
    if (info.isExtShared() || info.isPendingExtShared()) {
      throw new UnansweredException(
          "#" + info.getName() + " is shared with another company, whose people would count, too; the"
              + " configuration must name people or a user group instead");
    }
  }

  private Set<String> everybodyIn(String channel) {
    requireOwn(channel);
    var all = new HashSet<String>();
    var cursors = new HashSet<String>();
    var next = "";
    do {
      var cursor = next;
      if (!cursors.add(cursor) || cursors.size() > PAGES) {
        throw new UnansweredException("Slack's list of the channel's members has no end: " + cursors.size()
            + " pages were read");
      }
      Outcome<ConversationsMembersResponse> outcome = api.call(methods -> methods
          .conversationsMembers(
              request -> request.channel(channel).limit(PAGE).cursor(cursor.isEmpty() ? null : cursor)));
      var page = UnansweredException.unlessDone(outcome);
      all.addAll(Objects.requireNonNullElse(page.getMembers(), List.of()));
      next = Optional.ofNullable(page.getResponseMetadata()).map(more -> more.getNextCursor()).orElse("");
    } while (!next.isEmpty());
    return Set.copyOf(all);
  }
}
