package dev.restorebot.bot.slack.fake;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The limits of buttons, menus and fields. Confined to its thread.
final class Elements {
  private static final int BUTTON = 75;
  private static final int VALUE = 2_000;
  private static final int PLACEHOLDER = 150;
  private static final int INPUT = 3_000;
  private static final int OPTIONS = 100;
  private static final int CHECKS = 10;
  private static final int OPTION = 75;
  private static final int OPTION_VALUE = 150;
  private static final int CONFIRM_TITLE = 100;
  private static final int CONFIRM_TEXT = 300;
  private static final int CONFIRM_BUTTON = 30;
  private static final Set<String> STYLES = Set.of("primary", "danger");

  private final Findings findings;

  Elements(Findings findings) {
    this.findings = findings;
  }

  void element(JsonNode element, String where) {
    findings.actionId(element, where);
    switch (Json.text(element, "type")) {
      case "button" -> button(element, where + " button");
      case "static_select" -> choice(element, OPTIONS, where + " menu");
      case "checkboxes", "radio_buttons" -> choice(element, CHECKS, where + " choice");
      case "plain_text_input" -> input(element, where + " field");
      default -> findings.add(where, "unknown element «" + Json.text(element, "type") + "»");
    }
    if (element.has("confirm")) {
      confirm(element.path("confirm"), where + " confirm");
    }
  }

  private void button(JsonNode button, String where) {
    findings.fields(button, where, "text", "action_id", "value", "style", "confirm", "url", "accessibility_label");
    findings.plainText(button, "text", BUTTON, where);
    findings.optionalString(button, "value", VALUE, where);
    findings.optionalString(button, "url", INPUT, where);
    findings.optionalString(button, "accessibility_label", BUTTON, where);
    style(button, where);
  }

  private void style(JsonNode styled, String where) {
    if (styled.has("style") && !STYLES.contains(Json.text(styled, "style"))) {
      findings.add(where, "style " + Json.text(styled, "style"));
    }
  }

  private void choice(JsonNode menu, int most, String where) {
    findings.fields(menu, where, "options", "action_id", "placeholder", "initial_option", "initial_options", "confirm",
        "focus_on_load");
    findings.optionalPlainText(menu, "placeholder", PLACEHOLDER, where);
    findings.atMost(most, menu.path("options").size(), where, "options");
    if (menu.path("options").isEmpty()) {
      findings.add(where, "no options");
    }
    for (var option : menu.path("options")) {
      findings.fields(option, where, "text", "value", "description");
      findings.text(option.path("text"), OPTION, where + " option");
      findings.string(option, "value", OPTION_VALUE, where + " option");
      findings.optionalPlainText(option, "description", OPTION, where + " option");
    }
  }

  private void input(JsonNode input, String where) {
    findings.fields(input, where, "action_id", "placeholder", "initial_value", "multiline", "min_length", "max_length",
        "focus_on_load", "dispatch_action_config");
    findings.optionalPlainText(input, "placeholder", PLACEHOLDER, where);
    findings.optionalString(input, "initial_value", input.path("max_length").asInt(INPUT), where);
    for (var bound : new String[]{"min_length", "max_length"}) {
      findings.atMost(INPUT, input.path(bound).asInt(0), where, bound);
    }
    if (input.path("min_length").asInt(0) > input.path("max_length").asInt(INPUT)) {
      findings.add(where, "min_length above max_length");
    }
    if (input.has("max_length") && input.path("max_length").asInt() < 1) {
      findings.add(where, "max_length below 1");
    }
  }

  private void confirm(JsonNode confirm, String where) {
    findings.fields(confirm, where, "title", "text", "confirm", "deny", "style");
    findings.plainText(confirm, "title", CONFIRM_TITLE, where);
    findings.text(confirm.path("text"), CONFIRM_TEXT, where);
    findings.plainText(confirm, "confirm", CONFIRM_BUTTON, where);
    findings.plainText(confirm, "deny", CONFIRM_BUTTON, where);
    style(confirm, where);
  }
}
