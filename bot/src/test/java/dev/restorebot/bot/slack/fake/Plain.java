package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Blocks as a person reads them, without their looks: for transcripts.
final class Plain {
  private Plain() {}

  static String of(Message message) {
    var lines = new ArrayList<String>();
    if (message.deleted()) {
      lines.add("(deleted)");
    } else {
      lines.add(of(message.text(), message.blocks()));
    }
    message.files().forEach(file -> lines.add("(file " + file + ")"));
    return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }

  /// The blocks, or the text if there are none.
  static String of(String text, JsonNode blocks) {
    return blocks.isEmpty() ? text : blocks.valueStream().map(Plain::block).collect(Collectors.joining("\n"));
  }

  static String ofView(JsonNode view) {
    var lines = new ArrayList<String>();
    lines.add("== " + text(view.path("title")) + " ==");
    lines.add(of("", view.path("blocks")));
    lines.add(List.of("submit", "close").stream().filter(view::has).map(each -> "[" + text(view.path(each)) + "]")
        .collect(Collectors.joining(" ")));
    return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static String block(JsonNode block) {
    return switch (Json.text(block, "type")) {
      case "header" -> text(block.path("text"));
      case "divider" -> "---";
      case "section" -> section(block);
      case "context", "actions" -> joined(block.path("elements"), " ");
      case "input" -> text(block.path("label")) + ": " + element(block.path("element"))
          + (block.has("hint") ? " (" + text(block.path("hint")) + ")" : "");
      case "rich_text" -> block.path("elements").valueStream().map(Plain::rich).collect(Collectors.joining("\n"));
      default -> "(" + Json.text(block, "type") + ")";
    };
  }

  private static String section(JsonNode block) {
    var parts = new ArrayList<String>();
    parts.add(text(block.path("text")));
    block.path("fields").forEach(field -> parts.add(text(field)));
    parts.add(element(block.path("accessory")));
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static String joined(JsonNode elements, String between) {
    return elements.valueStream().map(Plain::element).collect(Collectors.joining(between));
  }

  private static String element(JsonNode element) {
    return switch (Json.text(element, "type")) {
      case "button" -> "[" + text(element.path("text")) + "]";
      case "static_select", "checkboxes", "radio_buttons" -> element.path("options").valueStream()
          .map(option -> text(option.path("text"))).collect(Collectors.joining(" | ", "[", "]"));
      case "plain_text_input" -> "[____]";
      case "plain_text", "mrkdwn" -> text(element);
      case "" -> "";
      default -> "(" + Json.text(element, "type") + ")";
    };
  }

  private static String text(JsonNode textObject) {
    return Json.text(textObject, "text");
  }

  private static String rich(JsonNode element) {
    return switch (Json.text(element, "type")) {
      case "rich_text_list" -> list(element);
      case "rich_text_quote" -> run(element).lines().map(line -> "> " + line)
          .collect(Collectors.joining("\n"));
      case "rich_text_preformatted" -> run(element).lines().map(line -> "| " + line).collect(Collectors.joining("\n"));
      default -> run(element);
    };
  }

  private static String list(JsonNode list) {
    var lines = new ArrayList<String>();
    for (var item : list.path("elements")) {
      var mark = "ordered".equals(Json.text(list, "style")) ? (lines.size() + 1) + ". " : "• ";
      lines.add("  ".repeat(list.path("indent").asInt(0)) + mark + run(item));
    }
    return String.join("\n", lines);
  }

  private static String run(JsonNode section) {
    return section.path("elements").valueStream().map(Plain::piece).collect(Collectors.joining());
  }

  private static String piece(JsonNode piece) {
    return switch (Json.text(piece, "type")) {
      case "text" -> Json.text(piece, "text");
      case "user" -> "@" + Json.text(piece, "user_id");
      case "usergroup" -> "@" + Json.text(piece, "usergroup_id");
      case "channel" -> "#" + Json.text(piece, "channel_id");
      case "emoji" -> ":" + Json.text(piece, "name") + ":";
      case "link" -> link(Json.text(piece, "text"), Json.text(piece, "url"));
      case "date" -> Json.text(piece, "fallback");
      default -> "(" + Json.text(piece, "type") + ")";
    };
  }

  private static String link(String text, String url) {
    return text.isEmpty() || text.equals(url) ? url : text + " (" + url + ")";
  }
}
