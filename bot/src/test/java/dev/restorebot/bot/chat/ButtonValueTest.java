package dev.restorebot.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonValueTest {
  private static final RunId RUN = new RunId("r-7k2m4q");
  private static final Fingerprint FINGERPRINT = new Fingerprint("6d1f0a2b9c3e4f50");

  @Test
  void everyChoiceOfEveryGateHasItsValue() {
    var values =
        Arrays.stream(Gate.values()).flatMap(gate -> gate.choices().stream().map(choice -> choose(gate, choice)))
            .map(ButtonValue::of).toList();

    assertThat(values).containsExactly(value("start", "approve"), value("start", "deny"), value("access", "grant"),
        value("access", "without"), value("replace", "replace"), value("replace", "stop"), value("checks", "retry"),
        value("checks", "undo"), value("checks", "accept"),
        value("undo", "undo"), value("undo", "keep"), value("purge", "purge"), value("purge", "keep"),
        value("repair", "retry"), value("repair", "leave"));
  }

  @Test
  void whatWasWrittenIsRead() {
    for (var gate : Gate.values()) {
      for (var choice : gate.choices()) {
        var action = choose(gate, choice);
        assertThat(ButtonValue.read(ButtonValue.of(action))).contains(action);
      }
    }
    var glass = new Action.BreakGlass(RUN, Gate.START, FINGERPRINT);
    assertThat(ButtonValue.of(glass)).isEqualTo(
        "{\"breakGlass\":\"r-7k2m4q\",\"gate\":\"start\",\"fingerprint\":\"6d1f0a2b9c3e4f50\"}");
    assertThat(ButtonValue.read(ButtonValue.of(glass))).contains(glass);
    var say = new Action.Say("/restore pds at 20260224-020011 \"quoted\" \u202E");
    assertThat(ButtonValue.read(ButtonValue.of(say))).contains(say);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "approve", "null", "[]", "{}", "{\"say\":1}", "{\"say\":\"a\",\"say\":\"b\"}",
      "{\"say\":\"a\"} x", "{\"say\":\"a\",\"run\":\"r-7k2m4q\"}", "{\"run\":\"r-7k2m4q\"}",
      "{\"breakGlass\":\"r-7k2m4q\"}", "{\"breakGlass\":\"x\",\"gate\":\"start\",\"fingerprint\":\"6d\"}",
      "{\"run\":\"../x\",\"gate\":\"start\",\"fingerprint\":\"6d\",\"choice\":\"approve\"}",
      "{\"run\":\"r-7k2m4q\",\"gate\":\"START\",\"fingerprint\":\"6d\",\"choice\":\"approve\"}",
      "{\"run\":\"r-7k2m4q\",\"gate\":\"start\",\"fingerprint\":\"\",\"choice\":\"approve\"}",
      "{\"run\":\"r-7k2m4q\",\"gate\":\"start\",\"fingerprint\":\"6d\",\"choice\":\"purge\"}",
      "{\"run\":\"r-7k2m4q\",\"gate\":\"start\",\"fingerprint\":\"6d\",\"choice\":[\"approve\"]}"})
  void whatIsNotOneOfOursIsNothing(String value) {
    assertThat(ButtonValue.read(value)).isEmpty();
  }

  @Test
  void whatIsLongerThanAnyOfOursIsNothing() {
    assertThat(ButtonValue.read("{\"say\":\"" + "x".repeat(2000) + "\"}")).isEmpty();
    assertThat(ButtonValue.read("[".repeat(2000))).isEmpty();
  }

  private static Action.Choose choose(Gate gate, Choice choice) {
    return new Action.Choose(RUN, gate, FINGERPRINT, choice);
  }

  private static String value(String gate, String choice) {
    return "{\"run\":\"r-7k2m4q\",\"gate\":\"" + gate + "\",\"fingerprint\":\"6d1f0a2b9c3e4f50\",\"choice\":\"" + choice
        + "\"}";
  }
}
