package dev.restorebot.bot.slack.fake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `chat.*`. Guarded by the server's watch.
final class ChatMethods {
  private static final int LONGEST_UPDATE = 4_000;

  private final Workspace workspace;
  private final Conversation conversation;

  ChatMethods(Workspace workspace, Conversation conversation) {
    this.workspace = workspace;
    this.conversation = conversation;
  }

  ObjectNode postMessage(Arguments arguments) {
    var room = conversation.writable(arguments.required("channel"));
    var said = draft(arguments);
    var posted = conversation.post(room, workspace.app().user(), thread(arguments), said);
    return answer(posted);
  }

  ObjectNode update(Arguments arguments) {
    var room = conversation.writable(arguments.required("channel"));
    if (arguments.text("text").length() > LONGEST_UPDATE) {
      workspace.violation("an update with a text of " + arguments.text("text").length() + " characters");
      throw new Refusal("msg_too_long");
    }
    return answer(conversation.edit(room, arguments.required("ts"), draft(arguments)));
  }

  ObjectNode postEphemeral(Arguments arguments) {
    var room = conversation.writable(arguments.required("channel"));
    var user = arguments.required("user");
    if (!room.members().contains(user)) {
      throw new Refusal("user_not_in_channel");
    }
    var said = draft(arguments);
    var whispered = conversation.whisper(new Ephemeral("", room.id(), user, thread(arguments), "chat.postEphemeral",
        said.text(), said.blocks()));
    return Json.object().put("ok", true).put("message_ts", whispered.id());
  }

  private Message.Version draft(Arguments arguments) {
    for (var unknown : new String[]{"attachments", "markdown_text"}) {
      if (!arguments.text(unknown).isEmpty()) {
        workspace.violation(unknown + " are not used here");
      }
    }
    return conversation.draft(arguments.text("text"), blocks(arguments));
  }

  private static Optional<JsonNode> blocks(Arguments arguments) {
    try {
      return arguments.json("blocks");
    } catch (Refusal _) {
      throw new Refusal("invalid_blocks_format");
    }
  }

  private static @Nullable String thread(Arguments arguments) {
    var thread = arguments.text("thread_ts");
    return thread.isEmpty() ? null : thread;
  }

  private ObjectNode answer(Message message) {
    var answer = Json.object().put("ok", true).put("channel", message.channel()).put("ts", message.ts())
        .put("text", message.text());
    answer.set("message", Payloads.message(message, workspace.app()));
    return answer;
  }
}
