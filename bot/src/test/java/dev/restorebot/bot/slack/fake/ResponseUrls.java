package dev.restorebot.bot.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The addresses by which an app answers what a person did: five times, for half an hour. Guarded by the server's watch.
final class ResponseUrls {
  private static final int USES = 5;
  private static final Duration LASTS = Duration.ofMinutes(30);

  private final Workspace workspace;
  private final Conversation conversation;
  private final Addresses addresses;
  private final Map<String, Address> known = new HashMap<>();

  /// One that was given out.
  ///
  /// @param original the message or ephemeral where something was clicked; empty for a command
  private record Address(String channel, String user, @Nullable String thread, String original, Instant issued,
      int uses) {
    Address used() {
      return new Address(channel, user, thread, original, issued, uses + 1);
    }
  }

  ResponseUrls(Workspace workspace, Conversation conversation, Addresses addresses) {
    this.workspace = workspace;
    this.conversation = conversation;
    this.addresses = addresses;
  }

  String forCommand(String channel, String user) {
    return issue(new Address(channel, user, null, "", workspace.now(), 0));
  }

  String forMessage(Message message, String user) {
    return issue(new Address(message.channel(), user, message.threadTs(), message.ts(), workspace.now(), 0));
  }

  String forEphemeral(Ephemeral shown) {
    return issue(new Address(shown.channel(), shown.user(), shown.threadTs(), shown.id(), workspace.now(), 0));
  }

  private String issue(Address address) {
    var id = workspace.nextId("R");
    known.put(id, address);
    return addresses.response(id);
  }

  /// Takes an answer.
  void respond(String id, JsonNode body) {
    var address = known.get(id);
    if (address == null) {
      throw new Refusal("no_such_url");
    }
    if (address.uses() >= USES) {
      throw new Refusal("used_url");
    }
    if (address.issued().plus(LASTS).isBefore(workspace.now())) {
      throw new Refusal("expired_url");
    }
    known.put(id, address.used());
    say(address, body, "response_url");
  }

  /// What the acknowledgement of a command says.
  void acknowledge(String channel, String user, JsonNode body) {
    say(new Address(channel, user, null, "", workspace.now(), 0), body, "ack");
  }

  private void say(Address address, JsonNode body, String via) {
    if (body.path("delete_original").asBoolean(false)) {
      workspace.ephemerals().removeIf(each -> each.id().equals(address.original()));
      workspace.room(address.channel()).replace(address.original(), Message::gone);
      return;
    }
    var said = conversation.draft(Json.text(body, "text"), Optional.of(body.path("blocks")).filter(JsonNode::isArray));
    var replaces = body.path("replace_original").asBoolean(false) && !address.original().isEmpty();
    if (replaces) {
      replace(address, said);
    } else if ("in_channel".equals(Json.text(body, "response_type"))) {
      conversation.post(workspace.room(address.channel()), workspace.app().user(), thread(address, body), said);
    } else {
      conversation.whisper(new Ephemeral("", address.channel(), address.user(), thread(address, body), via, said.text(),
          said.blocks()));
    }
  }

  private void replace(Address address, Message.Version said) {
    workspace.room(address.channel()).replace(address.original(), message -> message.edited(said));
    workspace.ephemerals().replaceAll(each -> each.id().equals(address.original())
        ? new Ephemeral(each.id(), each.channel(), each.user(), each.threadTs(), each.via(), said.text(), said.blocks())
        : each);
  }

  private static @Nullable String thread(Address address, JsonNode body) {
    return body.has("thread_ts") ? Json.text(body, "thread_ts") : address.thread();
  }
}
