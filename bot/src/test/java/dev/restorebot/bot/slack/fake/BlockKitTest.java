package dev.restorebot.bot.slack.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@Execution(ExecutionMode.CONCURRENT)
class BlockKitTest {
  /// Blocks of which `N` makes a limit: fine with the number given, one too many is not.
  static Stream<Arguments> limitsOfMessages() {
    return Stream.of(
        limit(50, n -> times(n, "{'type': 'divider'}")),
        limit(3_000, n -> section("'text': {'type': 'mrkdwn', 'text': '" + x(n) + "'}")),
        limit(10, n -> section("'fields': [" + times(n, plain("a")) + "]")),
        limit(2_000, n -> section("'fields': [" + plain(x(n)) + "]")),
        limit(150, n -> "{'type': 'header', 'text': " + plain(x(n)) + "}"),
        limit(10, n -> "{'type': 'context', 'elements': [" + times(n, plain("a")) + "]}"),
        limit(25, n -> actions(times(n, button("'text': " + plain("a"))))),
        limit(75, n -> actions(button("'text': " + plain(x(n))))),
        limit(2_000, n -> actions(button("'text': " + plain("a") + ", 'value': '" + x(n) + "'"))),
        limit(255, n -> actions(button("'text': " + plain("a") + ", 'action_id': '" + x(n) + "'"))),
        limit(255, n -> "{'type': 'divider', 'block_id': '" + x(n) + "'}"),
        limit(100, n -> actions(confirming(x(n), "a", "a"))),
        limit(300, n -> actions(confirming("a", x(n), "a"))),
        limit(30, n -> actions(confirming("a", "a", x(n)))),
        limit(100, n -> actions("{'type': 'static_select', 'options': ["
            + times(n, "{'text': " + plain("a") + ", 'value': 'v'}") + "]}")),
        limit(3_000, n -> rich("{'type': 'text', 'text': '" + x(n) + "'}")),
        limit(12_000, n -> IntStream.range(0, 4)
            .mapToObj(part -> rich("{'type': 'text', 'text': '" + x(part == 0 ? n - 9_000 : 3_000) + "'}"))
            .collect(Collectors.joining(","))));
  }

  @ParameterizedTest
  @MethodSource
  void limitsOfMessages(int most, Sample sample) {
    assertThat(BlockKit.violations(json("[" + sample.of(most) + "]"))).isEmpty();
    assertThat(BlockKit.violations(json("[" + sample.of(most + 1) + "]"))).isNotEmpty();
  }

  static Stream<Arguments> limitsOfViews() {
    return Stream.of(
        limit(24, n -> view(x(n), "", times(1, input("a", "")))),
        limit(100, n -> view("a", "", times(n, "{'type': 'divider'}"))),
        limit(3_000, n -> view("a", ", 'private_metadata': '" + x(n) + "'", "{'type': 'divider'}")),
        limit(255, n -> view("a", ", 'callback_id': '" + x(n) + "'", "{'type': 'divider'}")),
        limit(24, n -> view("a", ", 'close': " + plain(x(n)), "{'type': 'divider'}")),
        limit(2_000, n -> view("a", "", input(x(n), ""))),
        limit(3_000, n -> view("a", "", input("a", ", 'max_length': " + n))),
        limit(3_000, n -> view("a", "", input("a", ", 'initial_value': '" + x(n) + "'"))),
        limit(150, n -> view("a", "", input("a", ", 'placeholder': " + plain(x(n))))));
  }

  @ParameterizedTest
  @MethodSource
  void limitsOfViews(int most, Sample sample) {
    assertThat(BlockKit.violationsOfView(json(sample.of(most)))).isEmpty();
    assertThat(BlockKit.violationsOfView(json(sample.of(most + 1)))).hasSize(1);
  }

  static List<String> broken() {
    return List.of("{'type': 'banner'}", "{'type': 'divider', 'colour': 'red'}", "{'type': 'section'}",
        "{'type': 'header', 'text': {'type': 'mrkdwn', 'text': 'a'}}", "{'type': 'header', 'text': " + plain("") + "}",
        "{'type': 'context', 'elements': []}", actions("{'type': 'datepicker'}"),
        section("'text': {'type': 'mrkdwn', 'text': 'see <!channel>'}"),
        actions(button("'text': " + plain("a") + ", 'style': 'loud'")),
        actions(button("'text': {'type': 'mrkdwn', 'text': 'a'}")),
        actions(button("'text': " + plain("a") + ", 'action_id': 'same'") + ","
            + button("'text': " + plain("b") + ", 'action_id': 'same'")),
        times(2, "{'type': 'divider', 'block_id': 'same'}"), rich("{'type': 'text', 'text': ''}"),
        rich("{'type': 'broadcast', 'range': 'channel'}"), rich("{'type': 'user', 'user_id': 'bob'}"),
        rich("{'type': 'text', 'text': 'a', 'style': {'loud': true}}"),
        "{'type': 'rich_text', 'elements': [{'type': 'rich_text_section', 'elements': []}]}",
        "{'type': 'rich_text', 'elements': [{'type': 'rich_text_list', 'style': 'bullet', 'elements': ["
            + "{'type': 'rich_text_quote', 'elements': [{'type': 'text', 'text': 'a'}]}]}]}");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void findsWhatIsBroken(String block) {
    assertThat(BlockKit.violations(json("[" + block + "]"))).hasSize(1);
  }

  @Test
  void takesAllThatRichTextKnows() {
    var everything =
        """
            [{"type": "rich_text", "elements": [
              {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": true, "code": true}},
                {"type": "user", "user_id": "U0BOB"}, {"type": "usergroup", "usergroup_id": "S0OPS"},
                {"type": "link", "url": "https://restorebot.example/", "text": "docs"}, {"type": "emoji", "name": "tada"}]},
              {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "second"}]}]},
              {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "one\\ntwo"}]},
              {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]}]}]
            """;

    assertThat(BlockKit.violations(Json.parse(everything))).isEmpty();
    assertThat(Plain.of("", Json.parse(everything))).isEqualTo("""
        a@U0BOB@S0OPSdocs (https://restorebot.example/):tada:
          1. first
          2. second
        | one
        | two
        > said""");
  }

  @Test
  void wantsAModalWithASubmitButtonForFields() {
    var view = "{'type': 'home', 'title': " + plain("a") + ", 'blocks': [" + input("a", "") + "]}";

    assertThat(BlockKit.violationsOfView(json(view))).containsExactly("view: not a modal",
        "view: inputs, but no submit");
  }

  /// Makes something of a length or number.
  interface Sample {
    String of(int number);
  }

  private static Arguments limit(int most, Sample sample) {
    return Arguments.of(most, sample);
  }

  private static JsonNode json(String quoted) {
    return Json.parse(quoted.replace('\'', '"'));
  }

  private static String x(int length) {
    return "x".repeat(length);
  }

  private static String times(int number, String what) {
    return Stream.generate(() -> what).limit(number).collect(Collectors.joining(","));
  }

  private static String plain(String text) {
    return "{'type': 'plain_text', 'text': '" + text + "'}";
  }

  private static String section(String rest) {
    return "{'type': 'section', " + rest + "}";
  }

  private static String actions(String elements) {
    return "{'type': 'actions', 'elements': [" + elements + "]}";
  }

  private static String button(String rest) {
    return "{'type': 'button', " + rest + "}";
  }

  private static String confirming(String title, String text, String yes) {
    return button("'text': " + plain("a") + ", 'confirm': {'title': " + plain(title) + ", 'text': " + plain(text)
        + ", 'confirm': " + plain(yes) + ", 'deny': " + plain("no") + "}");
  }

  private static String rich(String element) {
    return "{'type': 'rich_text', 'elements': [{'type': 'rich_text_section', 'elements': [" + element + "]}]}";
  }

  private static String view(String title, String rest, String blocks) {
    return "{'type': 'modal', 'title': " + plain(title) + ", 'submit': " + plain("ok") + rest + ", 'blocks': [" + blocks
        + "]}";
  }

  private static String input(String label, String rest) {
    return "{'type': 'input', 'label': " + plain(label) + ", 'element': {'type': 'plain_text_input'" + rest + "}}";
  }
}
