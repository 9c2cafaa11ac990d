package dev.restorebot.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.golden.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every state in which a service may be found, built alone in a world in which nothing else is wrong, and the verdict that it gets.
/// The tables are `pds.verdicts` and `knot.verdicts`: a state is one or more things that happen, and below it stands what people read.
class VerdictsTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @FieldSource("dev.restorebot.bot.sandbox.SandboxService#ALL")
  void eachStateHasItsVerdict(SandboxService service) throws IOException {
    var pristine = folder.resolve("pristine");
    WorldCopy.openWell(pristine, service, List.of("/bin/false")).close();
    var golden = Golden.resource("dev/restorebot/bot/diagnose/" + service.label() + ".verdicts");
    var found = new LinkedHashMap<String, String>();
    for (var state : states(golden)) {
      found.put(state, verdict(pristine, service, state));
    }

    golden.says(text(found));
    assertThat(found.values()).doesNotHaveDuplicates();
  }

  private String verdict(Path pristine, SandboxService service, String state) throws IOException {
    var copy = folder.resolve(state.replaceAll("[^a-z0-9]+", "-"));
    WorldCopy.make(pristine, copy);
    try (var world = WorldCopy.openWell(copy, service, List.of("/bin/false")); var bot = Bots.in(world)) {
      for (var line : state.split(", ", -1)) {
        var fault = Fault.parse(line).orElseThrow(() -> new AssertionError("nothing like " + line));
        assertThat(world.happen(fault)).as(line).endsWith(".");
      }
      var reply = bot.desk().say(new Person("sandbox:alice"), "", "/diagnose " + service.label());
      return told(reply);
    }
  }

  /// The verdict and what else is wrong: without the evidence, which has ports and times.
  private static String told(Reply reply) {
    var lines = reply.lines().stream().filter(line -> !line.isBlank()).toList();
    var verdict = new ArrayList<>(lines.subList(0, 1));
    lines.stream().filter(line -> line.startsWith("Also: ")).forEach(verdict::add);
    reply.buttons().forEach(button -> verdict.add("[" + button.label() + "]"));
    return String.join("\n", verdict).replaceAll("http://127.0.0.1:\\d+", "http://relay");
  }

  private static List<String> states(Golden golden) {
    return Stream.of(golden.text().strip().split("\n\n", -1)).map(block -> block.lines().findFirst().orElseThrow())
        .distinct().toList();
  }

  private static String text(Map<String, String> table) {
    var text = new StringBuilder();
    table.forEach((state, verdict) -> text.append(state).append('\n').append(verdict.indent(2)).append('\n'));
    return text.toString().strip() + "\n";
  }
}
