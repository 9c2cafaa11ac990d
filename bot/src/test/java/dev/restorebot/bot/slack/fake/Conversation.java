package dev.restorebot.bot.slack.fake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Posts and edits messages, whichever way they are asked for. Guarded by the server's watch.
final class Conversation {
  private static final int LONGEST = 40_000;
  private static final Pattern CALLS_ALL = Pattern.compile("<!(channel|here|everyone)");

  private final Workspace workspace;

  Conversation(Workspace workspace) {
    this.workspace = workspace;
  }

  /// What somebody wants to say.
  Message.Version draft(String text, Optional<JsonNode> blocks) {
    var said = blocks.orElseGet(Json::array);
    if (!said.isArray()) {
      throw new Refusal("invalid_blocks_format");
    }
    if (text.isEmpty() && said.isEmpty()) {
      throw new Refusal("no_text");
    }
    if (text.isEmpty()) {
      workspace.violation("blocks without a text for notifications");
    }
    if (CALLS_ALL.matcher(text).find()) {
      workspace.violation("a text that calls everybody: " + text);
    }
    if (text.length() > LONGEST) {
      workspace.violation("a text of " + text.length() + " characters");
      throw new Refusal("msg_too_long");
    }
    return new Message.Version(text, workspace.accepted(said));
  }

  /// The channel, if the app may write there.
  Room writable(String channel) {
    var room = workspace.rooms().get(channel);
    if (room == null || (room.secret() && !isIn(room))) {
      throw new Refusal("channel_not_found");
    }
    if (!isIn(room)) {
      throw new Refusal("not_in_channel");
    }
    if (room.archived()) {
      throw new Refusal("is_archived");
    }
    return room;
  }

  private boolean isIn(Room room) {
    return room.members().contains(workspace.app().user());
  }

  Message post(Room room, String user, @Nullable String thread, Message.Version said) {
    return post(room, new Message(room.id(), "", thread, user, List.of(said), List.of(), false));
  }

  /// Posts `message`, which has no ts yet.
  Message post(Room room, Message message) {
    checkThread(room, message.threadTs());
    var posted = new Message(room.id(), workspace.nextTs(), message.threadTs(), message.user(), message.versions(),
        message.files(), false);
    room.add(posted);
    return posted;
  }

  private void checkThread(Room room, @Nullable String thread) {
    if (thread == null) {
      return;
    }
    var parent = room.message(thread);
    if (parent.isEmpty() || (parent.get().deleted() && !room.hasReplies(thread))) {
      throw new Refusal("thread_not_found");
    }
    if (parent.get().isReply()) {
      workspace.violation("thread_ts " + thread + " is a reply, not the message that began the thread");
    }
  }

  Message edit(Room room, String ts, Message.Version said) {
    var message = room.message(ts).filter(each -> !each.deleted())
        .orElseThrow(() -> new Refusal("message_not_found"));
    if (!message.user().equals(workspace.app().user())) {
      throw new Refusal("cant_update_message");
    }
    room.replace(ts, each -> each.edited(said));
    return message.edited(said);
  }

  /// Shows `ephemeral`, which has no id yet.
  Ephemeral whisper(Ephemeral ephemeral) {
    var said = new Ephemeral(workspace.nextTs(), ephemeral.channel(), ephemeral.user(), ephemeral.threadTs(),
        ephemeral.via(), ephemeral.text(), ephemeral.blocks());
    workspace.ephemerals().add(said);
    return said;
  }
}
