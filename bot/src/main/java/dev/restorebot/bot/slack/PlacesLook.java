package dev.restorebot.bot.slack;

import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.methods.response.usergroups.UsergroupsListResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.Usergroup;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks at the channels and the user groups that the configuration names.
record PlacesLook(WebApi api) {
  private static final String GROUP = "slack-group:";
  private static final String CHANNEL = "slack-channel:";
  private static final String CORRECT = "or correct `slack.channels` in the configuration.";
  private static final String INVITE = "In the channel, type: /invite @" + SlackApp.NAME;

  List<Requirement> channels(List<String> channels) {
    return channels.stream().map(id -> channel(id, true)).toList();
  }

  private Requirement channel(String id, boolean written) {
    var what = "channel " + id;
    Outcome<ConversationsInfoResponse> outcome =
        api.call(methods -> methods.conversationsInfo(request -> request.channel(id)));
    return switch (outcome) {
      case Outcome.Done(var response) when response.getChannel().isArchived() ->
        missing(what, "#" + response.getChannel().getName() + " is archived", "Unarchive it, " + CORRECT);
      case Outcome.Done(var response) when written && !response.getChannel().isMember() ->
        missing(what, "the bot is not in #" + response.getChannel().getName(), INVITE);
      case Outcome.Done(var response) when shared(response.getChannel()) -> written
          ? new Requirement(what, Status.DOUBTFUL, "#" + response.getChannel().getName()
              + " is shared with another company, whose people read what is restored",
              "Take another channel, " + CORRECT)
          : missing(what,
              "#" + response.getChannel().getName() + " is shared with another company, so nobody counts as in it",
              "Name people or a user group in `approvals`.");
      case Outcome.Done(var response) -> new Requirement(what, Status.THERE, "#" + response.getChannel().getName(),
          "");
      case Outcome.Refused(var error, _) when error.equals("channel_not_found") ->
        missing(what, "there is none of that id, or it is private and the bot is not in it", INVITE + ", " + CORRECT);
      case Outcome.Refused<?> refused -> missing(what, "cannot be looked at: " + refused.why(), "");
      case Outcome.Away<?>(var later) -> missing(what, later.why(), "");
    };
  }

  private static boolean shared(Conversation channel) {
    return channel.isExtShared() || channel.isPendingExtShared();
  }

  private static Requirement missing(String what, String detail, String next) {
    return new Requirement(what, Status.MISSING, detail, next);
  }

  /// What is to be known of the groups of `policy`: whoever is in one that cannot be read may do nothing.
  List<Requirement> groups(Policy policy) {
    var readers = Optional.ofNullable(policy.readers()).orElse(Set.of());
    var ids =
        Stream.of(policy.requesters(), policy.approvers(), readers).flatMap(Set::stream).distinct().sorted().toList();
    var requirements = new ArrayList<Requirement>();
    var groups = ids.stream().filter(id -> id.startsWith(GROUP) || id.startsWith("@")).toList();
    if (!groups.isEmpty()) {
      requirements.addAll(userGroups(groups));
    }
    ids.stream().filter(id -> id.startsWith(CHANNEL))
        .forEach(id -> requirements.add(channel(id.substring(CHANNEL.length()), false)));
    return requirements;
  }

  private List<Requirement> userGroups(List<String> ids) {
    Outcome<UsergroupsListResponse> outcome = api.call(methods -> methods.usergroupsList(
        request -> request.includeUsers(true).includeDisabled(true)));
    return switch (outcome) {
      case Outcome.Done(var response) -> ids.stream().map(id -> userGroup(id, response.getUsergroups())).toList();
      case Outcome.Refused(var error, _) when error.equals("plan_upgrade_required") -> ids.stream()
          .map(id -> missing("user group " + named(id), "this workspace's plan of Slack has no user groups",
              "List people by id in `approvals`, as in slack:U0123456789; a group counts as nobody."))
          .toList();
      case Outcome.Refused<?> refused -> ids.stream()
          .map(id -> missing("user group " + named(id), "cannot be read: " + refused.why(), "")).toList();
      case Outcome.Away<?>(var later) -> ids.stream()
          .map(id -> missing("user group " + named(id), later.why(), "")).toList();
    };
  }

  private static String named(String id) {
    return id.startsWith(GROUP) ? id.substring(GROUP.length()) : id;
  }

  private static Requirement userGroup(String id, List<Usergroup> groups) {
    var what = "user group " + named(id);
    var found = groups.stream().filter(group -> group.getId().equals(named(id))
        || id.equals("@" + group.getHandle())).findFirst();
    if (found.isEmpty()) {
      return missing(what, "there is none", "Correct `approvals` in the configuration, or create it.");
    }
    var group = found.get();
    var people = Optional.ofNullable(group.getUsers()).map(List::size).orElse(0);
    if (Optional.ofNullable(group.getDateDelete()).orElse(0) != 0) {
      return missing(what, "@" + group.getHandle() + " is disabled", "Enable it, or correct `approvals`.");
    }
    return people == 0
        ? new Requirement(what, Status.DOUBTFUL, "nobody is in @" + group.getHandle(), "Put people into it.")
        : new Requirement(what, Status.THERE, "@" + group.getHandle() + ", members: " + people, "");
  }
}
