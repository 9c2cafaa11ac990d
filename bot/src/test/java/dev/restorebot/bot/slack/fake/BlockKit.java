package dev.restorebot.bot.slack.fake;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Block Kit's limits, as far as they are used here: any other block, element or field is a violation.
public final class BlockKit {
  private static final int BLOCKS_OF_MESSAGE = 50;
  private static final int BLOCKS_OF_VIEW = 100;
  private static final int SECTION = 3_000;
  private static final int FIELDS = 10;
  private static final int FIELD = 2_000;
  private static final int HEADER = 150;
  private static final int CONTEXT = 10;
  private static final int ACTIONS = 25;
  private static final int LABEL = 2_000;
  private static final int TITLE = 24;
  private static final int METADATA = 3_000;
  private static final int ID = 255;
  private static final Set<String> FIELDS_OF_INPUT =
      Set.of("plain_text_input", "static_select", "checkboxes", "radio_buttons");

  private final Findings findings = new Findings();
  private final Elements elements = new Elements(findings);
  private final RichText richText = new RichText(findings);

  private BlockKit() {}

  /// What is wrong with the blocks of a message; empty if nothing is.
  public static List<String> violations(JsonNode blocks) {
    var kit = new BlockKit();
    kit.blocks(blocks, BLOCKS_OF_MESSAGE);
    return kit.findings.all();
  }

  /// What is wrong with a modal; empty if nothing is.
  public static List<String> violationsOfView(JsonNode view) {
    var kit = new BlockKit();
    kit.view(view);
    return kit.findings.all();
  }

  private void view(JsonNode view) {
    findings.fields(view, "view", "title", "submit", "close", "blocks", "private_metadata", "callback_id",
        "clear_on_close", "notify_on_close", "external_id", "submit_disabled");
    if (!"modal".equals(Json.text(view, "type"))) {
      findings.add("view", "not a modal");
    }
    findings.plainText(view, "title", TITLE, "view");
    findings.optionalPlainText(view, "submit", TITLE, "view");
    findings.optionalPlainText(view, "close", TITLE, "view");
    findings.optionalString(view, "private_metadata", METADATA, "view");
    findings.optionalString(view, "callback_id", ID, "view");
    blocks(view.path("blocks"), BLOCKS_OF_VIEW);
    var asks = view.path("blocks").valueStream().anyMatch(block -> "input".equals(Json.text(block, "type")));
    if (asks && !view.has("submit")) {
      findings.add("view", "inputs, but no submit");
    }
  }

  private void blocks(JsonNode blocks, int most) {
    if (!blocks.isArray()) {
      findings.add("blocks", "not an array");
      return;
    }
    findings.atMost(most, blocks.size(), "blocks", "blocks");
    var number = 0;
    for (var block : blocks) {
      block(block, Json.text(block, "type") + " " + number);
      number++;
    }
  }

  private void block(JsonNode block, String where) {
    findings.blockId(block, where);
    switch (Json.text(block, "type")) {
      case "section" -> section(block, where);
      case "header" -> {
        findings.fields(block, where, "block_id", "text");
        findings.plainText(block, "text", HEADER, where);
      }
      case "divider" -> findings.fields(block, where, "block_id");
      case "context" -> context(block, where);
      case "actions" -> actions(block, where);
      case "input" -> input(block, where);
      case "rich_text" -> richText.block(block, where);
      default -> findings.add(where, "unknown block");
    }
  }

  private void section(JsonNode block, String where) {
    findings.fields(block, where, "block_id", "text", "fields", "accessory", "expand");
    if (!block.has("text") && block.path("fields").isEmpty()) {
      findings.add(where, "neither text nor fields");
    }
    if (block.has("text")) {
      findings.text(block.path("text"), SECTION, where);
    }
    findings.atMost(FIELDS, block.path("fields").size(), where, "fields");
    block.path("fields").forEach(field -> findings.text(field, FIELD, where + " field"));
    if (block.has("accessory")) {
      elements.element(block.path("accessory"), where + " accessory");
    }
  }

  private void context(JsonNode block, String where) {
    findings.fields(block, where, "block_id", "elements");
    counted(block, CONTEXT, where);
    block.path("elements").forEach(text -> findings.text(text, SECTION, where));
  }

  private void actions(JsonNode block, String where) {
    findings.fields(block, where, "block_id", "elements");
    counted(block, ACTIONS, where);
    block.path("elements").forEach(element -> elements.element(element, where));
  }

  private void counted(JsonNode block, int most, String where) {
    findings.atMost(most, block.path("elements").size(), where, "elements");
    if (block.path("elements").isEmpty()) {
      findings.add(where, "no elements");
    }
  }

  private void input(JsonNode block, String where) {
    findings.fields(block, where, "block_id", "label", "element", "hint", "optional", "dispatch_action");
    findings.plainText(block, "label", LABEL, where);
    findings.optionalPlainText(block, "hint", LABEL, where);
    if (!FIELDS_OF_INPUT.contains(Json.text(block.path("element"), "type"))) {
      findings.add(where, "not a field but «" + Json.text(block.path("element"), "type") + "»");
      return;
    }
    elements.element(block.path("element"), where);
  }
}
