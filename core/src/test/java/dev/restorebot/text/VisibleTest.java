package dev.restorebot.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class VisibleTest {
  private static final Set<Byte> HIDDEN = Set.of(Character.CONTROL, Character.FORMAT, Character.SURROGATE,
      Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);

  static List<String> hostile() {
    return HostileTexts.ALL;
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aTerminalSeesOneLineInWhichNothingIsHidden(String text) {
    var line = Visible.line(text);

    assertThat(hidden(line)).isEmpty();
    assertThat(line.lines()).hasSizeLessThanOrEqualTo(1);
    assertThat(Visible.line(line)).as("twice").isEqualTo(line);
  }

  @Test
  void aTerminalSeesOneLineWhateverComesTogether() {
    var random = new Random(20_261_128);
    for (var time = 0; time < 500; time++) {
      aTerminalSeesOneLineInWhichNothingIsHidden(HostileTexts.some(random));
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whereIsolatesAreUnderstoodOnlyOurOwnAreLeft(String text) {
    for (var shown : List.of(Visible.words(text), Visible.quote(text))) {
      assertThat(hidden(shown)).allMatch(sign -> sign == Visible.ISOLATE || sign == Visible.END_OF_ISOLATE);
      assertThat(shown.chars().filter(sign -> sign == Visible.ISOLATE).count())
          .isEqualTo(shown.chars().filter(sign -> sign == Visible.END_OF_ISOLATE).count());
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void jsonSaysTheSameWithNothingHidden(String text) {
    var mapper = JsonMapper.shared();
    var json = mapper.writeValueAsString(text);

    assertThat(hidden(Visible.json(json))).isEmpty();
    assertThat(mapper.readValue(Visible.json(json), String.class)).isEqualTo(mapper.readValue(json, String.class));
  }

  @Test
  void whatIsPlainStaysAsItIs() {
    assertThat(Stream.of("pds", "alice.example.org", "backups/2026-02-25.sqlite", "Ünïcode 漢字 😀")
        .filter(text -> !Visible.line(text).equals(text) || !Visible.words(text).equals(text))).isEmpty();
  }

  @Test
  void aLineBreakIsASign() {
    assertThat(Visible.line("fatal: no\r\n  hint: yes\n")).isEqualTo("fatal: no ↵ hint: yes ↵ ");
    assertThat(Visible.unbroken("a\u0007\nb")).isEqualTo("a\u0007 ↵ b");
  }

  private static List<Integer> hidden(String text) {
    return text.codePoints().filter(sign -> HIDDEN.contains((byte) Character.getType(sign))).boxed().toList();
  }
}
