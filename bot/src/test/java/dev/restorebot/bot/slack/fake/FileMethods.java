package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `files.*` and the address that takes their bytes. Guarded by the server's watch.
final class FileMethods {
  private final Workspace workspace;
  private final Conversation conversation;
  private final Addresses addresses;
  private final Map<String, Announced> announced = new HashMap<>();

  /// A file that is to be uploaded.
  private record Announced(String name, int length) {}

  FileMethods(Workspace workspace, Conversation conversation, Addresses addresses) {
    this.workspace = workspace;
    this.conversation = conversation;
    this.addresses = addresses;
  }

  ObjectNode uploadUrl(Arguments arguments) {
    var id = workspace.nextId("F");
    announced.put(id, new Announced(arguments.required("filename"), Integer.parseInt(arguments.required("length"))));
    return Json.object().put("ok", true).put("file_id", id).put("upload_url", addresses.upload(id));
  }

  /// Takes the bytes.
  ///
  /// @return whether they are as announced
  boolean upload(String id, String content, int length) {
    var expected = announced.get(id);
    if (expected == null || expected.length() != length) {
      workspace.violation("upload of " + length + " bytes as " + id + ", announced: " + expected);
      return false;
    }
    workspace.files().put(id, new UploadedFile(id, expected.name(), expected.name(), content, "", ""));
    return true;
  }

  ObjectNode complete(Arguments arguments) {
    var listed = arguments.json("files").orElseThrow(() -> new Refusal("invalid_arguments"));
    var channel = arguments.text("channel_id");
    var shared = new ArrayList<UploadedFile>();
    for (var each : listed) {
      shared.add(shared(each, channel, arguments.text("thread_ts")));
    }
    if (!channel.isEmpty()) {
      share(arguments, shared);
    }
    var answer = Json.object().put("ok", true);
    var files = answer.putArray("files");
    shared.forEach(file -> {
      workspace.files().put(file.id(), file);
      files.addObject().put("id", file.id()).put("title", file.title());
    });
    return answer;
  }

  private UploadedFile shared(JsonNode listed, String channel, String thread) {
    var file = Optional.ofNullable(workspace.files().get(Json.text(listed, "id")))
        .orElseThrow(() -> new Refusal("file_not_found"));
    var title = Json.text(listed, "title");
    return new UploadedFile(file.id(), file.name(), title.isEmpty() ? file.name() : title, file.content(), channel,
        thread);
  }

  private void share(Arguments arguments, List<UploadedFile> shared) {
    var room = conversation.writable(arguments.text("channel_id"));
    var thread = arguments.text("thread_ts");
    var said = new Message.Version(arguments.text("initial_comment"),
        workspace.accepted(arguments.json("blocks").orElseGet(Json::array)));
    conversation.post(room, new Message(room.id(), "", thread.isEmpty() ? null : thread, workspace.app().user(),
        List.of(said), shared.stream().map(UploadedFile::name).toList(), false));
  }

  ObjectNode info(Arguments arguments) {
    var file = Optional.ofNullable(workspace.files().get(arguments.required("file")))
        .orElseThrow(() -> new Refusal("file_not_found"));
    var answer = Json.object().put("ok", true);
    answer.putObject("file").put("id", file.id()).put("name", file.name()).put("title", file.title())
        .put("size", file.content().length());
    return answer;
  }
}
