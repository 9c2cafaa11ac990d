package dev.restorebot.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.commands.desk.Reply;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every state in which a service may be found, built alone in a world in which nothing else is wrong, and the verdict that it gets.
/// The tables are `pds.verdicts` and `knot.verdicts`: a state is one or more things that happen, and below it stands what people read.
class VerdictsTest {
  private static final boolean WRITE = Boolean.getBoolean("transcripts.write");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @FieldSource("dev.restorebot.bot.sandbox.SandboxService#ALL")
  void eachStateHasItsVerdict(SandboxService service) throws IOException, URISyntaxException {
    var pristine = folder.resolve("pristine");
    WorldCopy.openWell(pristine, service, List.of("/bin/false")).close();
    var table = table(service);
    var found = new LinkedHashMap<String, String>();
    for (var state : table.keySet()) {
      found.put(state, verdict(pristine, service, state));
    }

    if (WRITE) {
      write(service, found);
    }
    assertThat(text(found)).isEqualTo(text(table));
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

  private static Map<String, String> table(SandboxService service) throws IOException, URISyntaxException {
    var table = new LinkedHashMap<String, String>();
    var resource = Objects.requireNonNull(VerdictsTest.class.getResource(service.label() + ".verdicts"));
    for (var block : Files.readString(Path.of(resource.toURI())).strip().split("\n\n", -1)) {
      var parts = block.split("\n", 2);
      table.put(parts[0], parts.length > 1 ? parts[1].indent(-2).strip() : "");
    }
    return table;
  }

  private static String text(Map<String, String> table) {
    var text = new StringBuilder();
    table.forEach((state, verdict) -> text.append(state).append('\n').append(verdict.indent(2)).append('\n'));
    return text.toString().strip() + "\n";
  }

  private static void write(SandboxService service, Map<String, String> found) throws IOException {
    Files.writeString(Path.of("src/test/resources/dev/restorebot/bot/diagnose/" + service.label() + ".verdicts"),
        text(found));
  }
}
