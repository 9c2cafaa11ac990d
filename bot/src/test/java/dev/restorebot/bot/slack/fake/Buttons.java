package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Finds what can be used in blocks: buttons, menus, fields.
final class Buttons {
  /// How an id begins that the server made up for a block.
  static final String BLOCK = "block.";
  /// How an id begins that the server made up for an element.
  static final String ACTION = "action.";

  private static final Set<String> INTERACTIVE =
      Set.of("button", "static_select", "plain_text_input", "checkboxes", "radio_buttons");

  private Buttons() {}

  /// A button or an option of a menu, and the block it is in.
  record Found(JsonNode block, JsonNode element, Optional<JsonNode> option) {}

  static List<JsonNode> interactive(JsonNode block) {
    var all = new ArrayList<JsonNode>();
    block.path("elements").forEach(all::add);
    all.add(block.path("accessory"));
    all.add(block.path("element"));
    return all.stream().filter(element -> INTERACTIVE.contains(Json.text(element, "type"))).toList();
  }

  static List<String> labels(JsonNode blocks) {
    return all(blocks).map(Buttons::label).toList();
  }

  /// @throws AssertionError if there is none of that label, or more than one
  static Found labelled(JsonNode blocks, String label) {
    var found = all(blocks).filter(each -> label(each).equals(label)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "%s of «%s» in %s".formatted(found.isEmpty() ? "none" : "several", label, labels(blocks)));
    }
    return found.getFirst();
  }

  private static String label(Found found) {
    return found.option().orElse(found.element()).path("text").path("text").asString("");
  }

  private static Stream<Found> all(JsonNode blocks) {
    return blocks.valueStream()
        .flatMap(block -> interactive(block).stream().flatMap(element -> choices(block, element)));
  }

  private static Stream<Found> choices(JsonNode block, JsonNode element) {
    return switch (Json.text(element, "type")) {
      case "button" -> Stream.of(new Found(block, element, Optional.empty()));
      case "static_select" -> element.path("options").valueStream()
          .map(option -> new Found(block, element, Optional.of(option)));
      default -> Stream.empty();
    };
  }
}
