package dev.restorebot.bot.slack.fake;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `users.*`, `usergroups.*` and `conversations.*`. Guarded by the server's watch.
final class PeopleMethods {
  private static final int PAGE = 100;

  private final Workspace workspace;

  PeopleMethods(Workspace workspace) {
    this.workspace = workspace;
  }

  ObjectNode user(Arguments arguments) {
    var id = arguments.required("user");
    var name = Optional.ofNullable(workspace.people().get(id)).orElseThrow(() -> new Refusal("user_not_found"));
    var answer = ok();
    answer.putObject("user").put("id", id).put("team_id", workspace.app().team()).put("name", name)
        .put("deleted", workspace.deactivated().contains(id))
        .put("real_name", name).put("is_bot", id.equals(workspace.app().user())).put("is_app_user", false)
        .put("is_restricted", workspace.guests().contains(id)).put("is_ultra_restricted", false)
        .putObject("profile").put("real_name", name).put("display_name", name);
    return answer;
  }

  ObjectNode groups(Arguments arguments) {
    var answer = ok();
    var list = answer.putArray("usergroups");
    for (var group : workspace.groups().values()) {
      var one = list.addObject().put("id", group.id()).put("team_id", workspace.app().team()).put("is_usergroup", true)
          .put("name", group.handle()).put("handle", group.handle()).put("date_delete", 0)
          .put("user_count", group.members().size());
      if ("true".equals(arguments.text("include_users")) || "1".equals(arguments.text("include_users"))) {
        addAll(one.putArray("users"), group.members());
      }
    }
    return answer;
  }

  ObjectNode groupMembers(Arguments arguments) {
    var group = Optional.ofNullable(workspace.groups().get(arguments.required("usergroup")))
        .orElseThrow(() -> new Refusal("no_such_subteam"));
    var answer = ok();
    addAll(answer.putArray("users"), group.members());
    return answer;
  }

  ObjectNode conversation(Arguments arguments) {
    var room = visible(arguments.required("channel"));
    var answer = ok();
    answer.putObject("channel").put("id", room.id()).put("name", room.name()).put("is_channel", !room.secret())
        .put("is_group", room.secret()).put("is_im", false).put("is_mpim", false).put("is_private", room.secret())
        .put("is_archived", room.archived()).put("is_ext_shared", room.shared()).put("is_general", false)
        .put("is_member", isIn(room));
    return answer;
  }

  ObjectNode members(Arguments arguments) {
    var room = visible(arguments.required("channel"));
    var all = List.copyOf(room.members());
    var from = arguments.text("cursor").isEmpty() ? 0 : start(arguments.text("cursor"), all.size());
    var limit = arguments.text("limit").isEmpty() ? PAGE : Integer.parseInt(arguments.text("limit"));
    var to = Math.min(all.size(), from + limit);
    var answer = ok();
    addAll(answer.putArray("members"), all.subList(from, to));
    answer.putObject("response_metadata").put("next_cursor", to == all.size() ? "" : "from." + to);
    return answer;
  }

  private static int start(String cursor, int size) {
    if (!cursor.matches("from\\.\\d{1,6}") || Integer.parseInt(cursor.substring(5)) >= size) {
      throw new Refusal("invalid_cursor");
    }
    return Integer.parseInt(cursor.substring(5));
  }

  private Room visible(String channel) {
    var room = workspace.rooms().get(channel);
    if (room == null) {
      throw new Refusal("channel_not_found");
    }
    var needed = room.secret() ? "groups:read" : "channels:read";
    if (!workspace.app().scopes().contains(needed)) {
      throw Methods.missing(needed, workspace.app());
    }
    if (room.secret() && !isIn(room)) {
      throw new Refusal("channel_not_found");
    }
    return room;
  }

  private boolean isIn(Room room) {
    return room.members().contains(workspace.app().user());
  }

  private static ObjectNode ok() {
    return Json.object().put("ok", true);
  }

  private static void addAll(ArrayNode into, List<String> values) {
    values.forEach(into::add);
  }
}
