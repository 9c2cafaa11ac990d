package dev.restorebot.bot.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.fake.BlockKit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Measures a message against Slack's limits, by what is sent.
final class Budget {
  private static final List<String> TEXTS = List.of("rich_text_section", "rich_text_preformatted");

  private Budget() {}

  static void assertKept(Rendered rendered) {
    assertThat(rendered.text().length()).isBetween(1, Limits.NOTIFICATION);
    var blocks = Wire.of(rendered.blocks());
    assertThat(BlockKit.violations(blocks)).isEmpty();
    assertThat(blocks.size()).isLessThanOrEqualTo(Limits.BLOCKS);
    assertThat(length(blocks)).isLessThanOrEqualTo(Limits.MESSAGE_TEXT);
    for (var block : blocks) {
      assertThat(block.path("type").asString()).isIn("header", "rich_text", "actions");
      if (block.path("type").asString().equals("rich_text")) {
        assertThat(length(block)).isBetween(1, Limits.BLOCK_TEXT);
        assertThat(block.path("elements").size()).isPositive();
        block.path("elements").forEach(Budget::assertElement);
      }
    }
    Wire.all(blocks, "header").forEach(header -> assertPlain(header.path("text"), Limits.HEADER));
    Wire.all(blocks, "actions").forEach(row -> assertThat(row.path("elements").size()).isBetween(1, Limits.BUTTONS));
    assertButtons(Wire.all(blocks, "button"));
  }

  private static void assertElement(JsonNode element) {
    assertThat(element.path("type").asString()).isIn(TEXTS);
    assertThat(element.path("elements").size()).isPositive();
    Wire.all(element, "text").forEach(text -> assertThat(text.path("text").asString()).isNotEmpty());
  }

  private static void assertButtons(List<JsonNode> buttons) {
    assertThat(buttons.stream().map(button -> button.path("action_id").asString()).toList()).doesNotHaveDuplicates()
        .allMatch(id -> id.matches("restorebot:[a-z-]+(:.*)?") && id.length() <= Limits.ID);
    for (var button : buttons) {
      assertPlain(button.path("text"), Limits.LABEL);
      assertThat(button.path("value").asString().length()).isBetween(1, Limits.VALUE);
      assertThat(button.path("style").asString("primary")).isIn("primary", "danger");
    }
  }

  static void assertPlain(JsonNode text, int limit) {
    assertThat(text.path("type").asString()).isEqualTo("plain_text");
    assertThat(text.path("emoji").asBoolean(true)).isFalse();
    assertThat(text.path("text").asString()).isNotBlank();
    assertThat(escaped(text.path("text").asString())).isLessThanOrEqualTo(limit);
  }

  /// What the texts that are not on buttons take.
  static int length(JsonNode node) {
    if (node.path("type").asString("").equals("button")) {
      return 0;
    }
    var own = node.path("text").isString() ? escaped(node.path("text").asString()) : 0;
    return own + node.valueStream().mapToInt(Budget::length).sum();
  }

  private static int escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").length();
  }
}
