package dev.restorebot.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.engine.Tale;
import dev.restorebot.golden.Golden;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every life in `lives.txt` goes as written there: what happens, where the run stands after it, the gate that is due, and
/// the steps that remain.
class RunStateTest {
  private static final Golden LIVES = Golden.resource("dev/restorebot/run/lives.txt");

  @Test
  void goesThroughEveryLifeAsWritten() {
    var blocks = LIVES.text().split("\n\n", -1);

    var made = new ArrayList<String>();
    made.add(blocks[0]);
    for (var index = 1; index < blocks.length; index++) {
      made.add(lived(blocks[index], new Tale(1)));
    }

    LIVES.says(String.join("\n\n", made) + "\n");
  }

  @Test
  void livesThroughEveryEventThereIs() {
    var happened = new HashSet<Class<?>>();
    for (var block : LIVES.text().split("\n\n", -1)) {
      var tale = new Tale(1);
      lived(block, tale);
      tale.entries().stream().map(Entry::event).map(Object::getClass).forEach(happened::add);
    }

    assertThat(happened).containsExactlyInAnyOrder(RunEvent.class.getPermittedSubclasses());
  }

  private static String lived(String block, Tale tale) {
    var lines = new ArrayList<String>();
    for (var line : block.strip().lines().toList()) {
      lines.add(line.startsWith("  ") ? told(line.substring(2).split(" {2,}", -1)[0], tale) : line);
    }
    return String.join("\n", lines);
  }

  private static String told(String words, Tale tale) {
    try {
      tale.happens(tale.event(words));
      return String.format("  %-24s %s", words, standing(tale.state())).stripTrailing();
    } catch (IllegalStateException e) {
      var message = String.valueOf(e.getMessage());
      return String.format("  %-24s impossible, it %s", words, message.substring(message.indexOf("cannot follow")));
    }
  }

  private static String standing(RunState state) {
    var remaining = state.planned().map(RunProgress::remaining).orElse(List.of()).stream().map(Step::word)
        .collect(Collectors.joining(" "));
    var due = state instanceof RunState.Between(var course)
        ? course.due().map(gate -> ", gate " + gate.word() + " due").orElse("")
        : "";
    var out = state.cancellable() ? ", cancellable" : "";
    return String.format("%-58s %s", RunWords.standing(state) + due + out, remaining);
  }
}
