package dev.restorebot.bot.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server keeps of the workspace. Guarded by the server's watch.
final class Workspace {
  static final Duration TRIGGER_LASTS = Duration.ofSeconds(3);

  private final SlackTime time;
  private final Installed app = new Installed();
  private final Map<String, String> people = new LinkedHashMap<>();
  private final Set<String> guests = new LinkedHashSet<>();
  private final Set<String> deactivated = new LinkedHashSet<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Room> rooms = new LinkedHashMap<>();
  private final Map<String, Trigger> triggers = new LinkedHashMap<>();
  private final Map<String, View> views = new LinkedHashMap<>();
  private final Map<String, UploadedFile> files = new LinkedHashMap<>();
  private final List<Ephemeral> ephemerals = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private long lastTs;
  private int counter;

  /// A user group.
  record Group(String id, String handle, List<String> members) {}

  /// What a click allows once, for a short time.
  private record Trigger(String user, Instant issued, boolean used) {}

  Workspace(SlackTime time) {
    this.time = time;
  }

  Installed app() {
    return app;
  }

  /// Names by user id.
  Map<String, String> people() {
    return people;
  }

  /// Who of the people is a guest.
  Set<String> guests() {
    return guests;
  }

  /// Whose accounts were switched off.
  Set<String> deactivated() {
    return deactivated;
  }

  Map<String, Group> groups() {
    return groups;
  }

  Map<String, Room> rooms() {
    return rooms;
  }

  Map<String, View> views() {
    return views;
  }

  Map<String, UploadedFile> files() {
    return files;
  }

  List<Ephemeral> ephemerals() {
    return ephemerals;
  }

  List<Call> calls() {
    return calls;
  }

  List<String> violations() {
    return violations;
  }

  void violation(String what) {
    violations.add(what);
  }

  Instant now() {
    return time.instant();
  }

  /// Unique and increasing.
  String nextTs() {
    var now = now();
    lastTs = Math.max(lastTs + 1, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
    return "%d.%06d".formatted(lastTs / 1_000_000, lastTs % 1_000_000);
  }

  String nextId(String prefix) {
    counter++;
    return prefix + counter;
  }

  String nameOf(String user) {
    return Optional.ofNullable(people.get(user)).orElseThrow(() -> new IllegalArgumentException("no user " + user));
  }

  Room room(String channel) {
    return Optional.ofNullable(rooms.get(channel))
        .orElseThrow(() -> new IllegalArgumentException("no channel " + channel));
  }

  String trigger(String user) {
    var id = nextId("trigger.");
    triggers.put(id, new Trigger(user, now(), false));
    return id;
  }

  /// Uses it up.
  ///
  /// @return whose it is
  String redeem(String id) {
    var trigger = triggers.get(id);
    if (trigger == null) {
      throw new Refusal("invalid_trigger_id");
    }
    if (trigger.used()) {
      throw new Refusal("exchanged_trigger_id");
    }
    if (trigger.issued().plus(TRIGGER_LASTS).isBefore(now())) {
      throw new Refusal("expired_trigger_id");
    }
    triggers.put(id, new Trigger(trigger.user(), trigger.issued(), true));
    return trigger.user();
  }

  /// Takes blocks as Slack does: refuses what breaks its limits, and gives an id to each block and element without one.
  JsonNode accepted(JsonNode blocks) {
    var broken = BlockKit.violations(blocks);
    if (!broken.isEmpty()) {
      throw invalid("invalid_blocks", broken);
    }
    return identified(blocks);
  }

  JsonNode acceptedView(JsonNode view) {
    var broken = BlockKit.violationsOfView(view);
    if (!broken.isEmpty()) {
      throw invalid("invalid_arguments", broken);
    }
    var accepted = (ObjectNode) view.deepCopy();
    accepted.set("blocks", identified(view.path("blocks")));
    return accepted;
  }

  private Refusal invalid(String error, List<String> broken) {
    broken.forEach(this::violation);
    var more = Json.object();
    var messages = more.putObject("response_metadata").putArray("messages");
    broken.forEach(each -> messages.add("[ERROR] " + each));
    return new Refusal(error, more);
  }

  private JsonNode identified(JsonNode blocks) {
    var copy = blocks.deepCopy();
    for (var block : copy) {
      identify(block, "block_id", Buttons.BLOCK);
      for (var element : Buttons.interactive(block)) {
        identify(element, "action_id", Buttons.ACTION);
      }
    }
    return copy;
  }

  private void identify(JsonNode node, String field, String prefix) {
    if (!node.has(field)) {
      ((ObjectNode) node).put(field, nextId(prefix));
    }
  }
}
