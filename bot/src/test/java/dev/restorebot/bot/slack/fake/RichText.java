package dev.restorebot.bot.slack.fake;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The structure of rich text, and budgets for it that are our own: Slack tells none. Confined to its thread.
final class RichText {
  private static final int BLOCK = 3_000;
  private static final int MESSAGE = 12_000;
  private static final int DEEPEST = 8;
  /// The last three are for mentions; Slack's own client writes them, as false, into the style of every text.
  private static final Set<String> STYLES =
      Set.of("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink");
  private static final Set<String> LISTS = Set.of("bullet", "ordered");

  private final Findings findings;
  private int total;

  RichText(Findings findings) {
    this.findings = findings;
  }

  void block(JsonNode block, String where) {
    findings.fields(block, where, "block_id", "elements");
    var before = total;
    parts(block, where);
    findings.atMost(BLOCK, total - before, where, "characters of rich text");
    if (before <= MESSAGE) {
      findings.atMost(MESSAGE, total, where, "characters of rich text in the message");
    }
  }

  private void parts(JsonNode block, String where) {
    if (block.path("elements").isEmpty()) {
      findings.add(where, "no elements");
    }
    for (var part : block.path("elements")) {
      switch (Json.text(part, "type")) {
        case "rich_text_section" -> run(part, where, "elements");
        case "rich_text_preformatted", "rich_text_quote" -> run(part, where, "elements", "border");
        case "rich_text_list" -> list(part, where + " list");
        default -> findings.add(where, "unknown part «" + Json.text(part, "type") + "»");
      }
    }
  }

  private void list(JsonNode list, String where) {
    findings.fields(list, where, "elements", "style", "indent", "offset", "border");
    if (!LISTS.contains(Json.text(list, "style"))) {
      findings.add(where, "style «" + Json.text(list, "style") + "»");
    }
    findings.atMost(DEEPEST, list.path("indent").asInt(0), where, "levels of indent");
    if (list.path("elements").isEmpty()) {
      findings.add(where, "no elements");
    }
    for (var item : list.path("elements")) {
      if (!"rich_text_section".equals(Json.text(item, "type"))) {
        findings.add(where, "an item that is «" + Json.text(item, "type") + "»");
      }
      run(item, where, "elements");
    }
  }

  private void run(JsonNode part, String where, String... fields) {
    var here = where + " " + Json.text(part, "type");
    findings.fields(part, here, fields);
    if (part.path("elements").isEmpty()) {
      findings.add(here, "no elements");
    }
    part.path("elements").forEach(piece -> piece(piece, here + " " + Json.text(piece, "type")));
  }

  private void piece(JsonNode piece, String where) {
    switch (Json.text(piece, "type")) {
      case "text" -> counted(piece, where, "text", "style");
      case "user" -> named(piece, where, "user_id");
      case "usergroup" -> named(piece, where, "usergroup_id");
      case "channel" -> named(piece, where, "channel_id");
      case "emoji" -> {
        findings.fields(piece, where, "name", "unicode", "style");
        findings.string(piece, "name", BLOCK, where);
      }
      case "link" -> {
        counted(piece, where, "url", "text", "unsafe", "style");
        findings.optionalString(piece, "text", BLOCK, where);
        total += Json.text(piece, "text").length();
      }
      case "date" -> date(piece, where);
      default -> findings.add(where, "unknown element");
    }
    for (var style : piece.path("style").properties()) {
      if (!STYLES.contains(style.getKey()) || !style.getValue().isBoolean()) {
        findings.add(where, "style " + style);
      }
    }
  }

  /// The first field is a text that counts.
  private void counted(JsonNode piece, String where, String... fields) {
    findings.fields(piece, where, fields);
    if (Json.text(piece, fields[0]).isEmpty()) {
      findings.add(where, "no " + fields[0]);
    }
    total += Json.text(piece, fields[0]).length();
  }

  private void named(JsonNode piece, String where, String id) {
    findings.fields(piece, where, id, "style");
    findings.string(piece, id, BLOCK, where);
    if (!Json.text(piece, id).matches("[A-Z][A-Z0-9]+")) {
      findings.add(where, "not an id: " + Json.text(piece, id));
    }
  }

  private void date(JsonNode piece, String where) {
    findings.fields(piece, where, "timestamp", "format", "url", "fallback", "style");
    findings.string(piece, "format", BLOCK, where);
    if (!piece.path("timestamp").isIntegralNumber()) {
      findings.add(where, "no timestamp");
    }
  }
}
