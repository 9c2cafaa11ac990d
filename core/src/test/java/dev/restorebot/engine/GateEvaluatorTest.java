package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.golden.Golden;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Click;
import dev.restorebot.run.GlassBreak;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every click in `clicks.txt` is answered as written there.
class GateEvaluatorTest {
  private static final Golden CLICKS = Golden.resource("dev/restorebot/engine/clicks.txt");

  @Test
  void answersEveryClickAsWritten() {
    var blocks = CLICKS.text().split("\n\n", -1);

    var made = new ArrayList<String>();
    made.add(blocks[0]);
    for (var index = 1; index < blocks.length; index++) {
      made.add(new Desk(blocks[index].contains("two people")).played(blocks[index]));
    }

    CLICKS.says(String.join("\n\n", made) + "\n");
  }

  @Test
  void neverLetsAClickCountThatTheRunCannotFollow() {
    for (var gate : Gate.values()) {
      for (var choice : Choice.values()) {
        var tale = new Tale(1);
        for (var words : new String[]{"asked", "planned", "gate"}) {
          tale.happens(tale.event(words));
        }
        var click = new Click(new Person("sandbox:bob"), tale.run().id(), gate, tale.fingerprint(), choice, "pds", "");

        var ruling = new GateEvaluator(policy(OwnRequest.MAY_APPROVE)).rule(tale.run(), click,
            policy(OwnRequest.MAY_APPROVE).standing(click.by(), Groups.NONE));

        assertThat(ruling.counts()).as("%s at %s", choice, gate)
            .isEqualTo(gate == Gate.START && Gate.START.choices().contains(choice));
      }
    }
  }

  @Test
  void countsAHumanOnceWhoClicksUnderAnotherName() {
    var both = Set.of("sandbox:bob", "local:bob");
    var policy = new Policy(Set.of("sandbox:alice"), both, Map.of(), OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30),
        null, null, List.of(both));
    var tale = new Tale(2);
    for (var words : new String[]{"asked", "planned", "gate"}) {
      tale.happens(tale.event(words));
    }
    tale.happens(new Chosen(new Person("sandbox:bob"), Gate.START, tale.fingerprint(), Choice.APPROVE, "",
        Ruling.counted("Approve: 1 of 2")));
    var again = new Click(new Person("local:bob"), tale.run().id(), Gate.START, tale.fingerprint(), Choice.APPROVE, "",
        "");

    var ruling = new GateEvaluator(policy).rule(tale.run(), again, policy.standing(again.by(), Groups.NONE));

    assertThat(ruling.counts()).isFalse();
    assertThat(ruling.words()).isEqualTo("bob has already decided here, as sandbox:bob; a person counts once");
  }

  private static Policy policy(OwnRequest own) {
    return new Policy(Set.of("sandbox:alice", "sandbox:another"),
        Set.of("sandbox:bob", "sandbox:third", "sandbox:alice"), Map.of(), own, Duration.ofMinutes(30));
  }

  /// Plays a block: lines of events as in a [Tale], and `> bob: Approve` for clicks, with `typing TEXT`, `saying TEXT`, `at GATE` or
  /// `seeing PLAN` behind them.
  private static final class Desk {
    private final Tale tale;
    private Gate newest = Gate.START;

    Desk(boolean two) {
      this.tale = new Tale(two ? 2 : 1);
    }

    String played(String block) {
      var own = block.contains("own requests may be approved") ? OwnRequest.MAY_APPROVE : OwnRequest.MAY_NOT_APPROVE;
      var lines = new ArrayList<String>();
      for (var line : block.strip().lines().filter(line -> !line.startsWith("    ")).toList()) {
        lines.add(line);
        if (line.startsWith("  ")) {
          Arrays.stream(line.strip().split(", ", -1)).forEach(this::happens);
        }
        if (line.startsWith("> ")) {
          lines.add("    " + clicked(line.substring(2), new GateEvaluator(policy(own))));
        }
      }
      return String.join("\n", lines);
    }

    private void happens(String words) {
      tale.happens(tale.event(words));
      if (tale.state() instanceof RunState.Waiting(_, var open)) {
        newest = open.gate();
      }
    }

    private String clicked(String words, GateEvaluator evaluator) {
      var by = new Person("sandbox:" + words.substring(0, words.indexOf(':')));
      var button = words.substring(words.indexOf(':') + 2).split(", ", -1)[0];
      var gate = Gate.valueOf(after(words, ", at ", newest.name()));
      var fingerprint = new Fingerprint(after(words, ", seeing ", tale.fingerprint().value()));
      var standing = policy(OwnRequest.MAY_APPROVE).standing(by, Groups.NONE);
      if (button.equals("Break glass")) {
        var wish = new GlassBreak(by, tale.run().id(), gate, fingerprint, after(words, ", saying ", ""));
        return broken(evaluator.rule(tale.run(), wish, standing, tale.now()));
      }
      var choice =
          Arrays.stream(Choice.values()).filter(each -> each.label().equals(button)).findFirst().orElseThrow();
      var click = new Click(by, tale.run().id(), gate, fingerprint, choice, after(words, ", typing ", ""), "");
      var ruling = evaluator.rule(tale.run(), click, standing);
      tale.happens(new Chosen(by, gate, fingerprint, choice, "", ruling));
      return (ruling.counts() ? "counts: " : "in vain: ") + ruling.words() + "  (" + RunWords.standing(tale.state())
          + ")";
    }

    private String broken(RunEvent event) {
      tale.happens(event);
      return (event instanceof BreakGlassRejected held ? "in vain: " + held.refusal() : "counts") + "  ("
          + RunWords.standing(tale.state()) + ")";
    }

    private static String after(String words, String marker, String otherwise) {
      var at = words.indexOf(marker);
      return at < 0 ? otherwise : words.substring(at + marker.length()).split(", ", -1)[0];
    }
  }
}
