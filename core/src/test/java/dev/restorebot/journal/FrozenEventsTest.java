package dev.restorebot.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.golden.Golden;
import dev.restorebot.kind.Loss;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Journals are kept for years: an example of every entry that any version has written, which no version may change, and
/// every one must read.
class FrozenEventsTest {
  private static final List<String> V1 = Golden.resource("dev/restorebot/journal/v1.jsonl").text().lines().toList();

  private final JournalCodec codec = new JournalCodec();

  static Stream<String> files() {
    return frozen().map(line -> line.substring(line.indexOf("  ") + 2));
  }

  private static Stream<String> frozen() {
    return Golden.resource("dev/restorebot/journal/FROZEN").text().lines();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAsItWasWritten(String file) {
    var sha = Digest.sha256Engine();
    sha.update(Golden.resource("dev/restorebot/journal/" + file).text().getBytes(StandardCharsets.UTF_8));

    assertThat(frozen()).contains(Digest.of(sha) + "  " + file);
  }

  @ParameterizedTest
  @MethodSource("files")
  void canBeRead(String file) {
    assertThat(Golden.resource("dev/restorebot/journal/" + file).text().lines().map(codec::read)).isNotEmpty()
        .noneMatch(Unreadable.class::isInstance);
  }

  /// What is read is written in the current version, and that says the same.
  @ParameterizedTest
  @MethodSource("files")
  void saysTheSameInTheCurrentVersion(String file) {
    assertThat(Golden.resource("dev/restorebot/journal/" + file).text().lines().map(codec::read)).isNotEmpty()
        .allSatisfy(event -> assertThat(codec.read(codec.write(event))).isEqualTo(event));
  }

  @Test
  void meansWhatItMeantInVersion1() {
    var now = EventExamples.ofVersion1().stream().map(FrozenEventsTest::asOfVersion1).toList();

    assertThat(V1.stream().map(codec::read).map(FrozenEventsTest::withoutFingerprint)).isEqualTo(now);
  }

  /// The fingerprints in these journals were made of sentences, and people have approved them.
  @Test
  void keepsTheFingerprintsThatPeopleApproved() {
    var plan = plans().getFirst();

    assertThat(plan.fingerprint()).isEqualTo(new Fingerprint("78d1ff6d6c44acb9"));
    assertThat(plan.fingerprint()).isNotEqualTo(Fingerprint.of(plan.terms()));
  }

  /// Delete any value of any entry: it is read without it, or it is said that it cannot be read; nothing else happens.
  @Test
  void isReadOrSaidToBeUnreadableWhateverIsMissing() {
    var tried = 0;
    for (var line : V1) {
      for (var without : withoutOne(Format.tree(line))) {
        tried++;
        assertThat(codec.read(Format.text(without))).as(Format.text(without)).isNotNull();
      }
    }

    assertThat(tried).isGreaterThan(500);
  }

  /// The values that came while there was version 1 have been missing in journals: each is given.
  @Test
  void isReadWithoutWhatOlderOnesLacked() {
    for (var name : List.of("noun", "drilled", "grants", "mirrors", "folders", "ifUndone", "timeouts", "said",
        "versions", "version", "deciders", "glass", "where", "mended")) {
      assertThat(V1.stream().map(Format::tree).map(entry -> stripped(entry, name)).map(Format::text).map(codec::read))
          .as("without any `" + name + "`").noneMatch(Unreadable.class::isInstance);
    }
  }

  private List<Plan> plans() {
    return V1.stream().map(codec::read).filter(Planned.class::isInstance).map(event -> ((Planned) event).plan())
        .toList();
  }

  private static RunEvent asOfVersion1(RunEvent event) {
    return switch (withoutFingerprint(event)) {
      case Planned(var plan) -> new Planned(told(plan));
      case Replanned(var plan, var differences) -> new Replanned(told(plan), differences);
      case RunEvent other -> other;
    };
  }

  private static RunEvent withoutFingerprint(RunEvent event) {
    return switch (event) {
      case Planned(var plan) -> new Planned(with(plan, plan.loss(), new Fingerprint("")));
      case Replanned(var plan, var differences) ->
        new Replanned(with(plan, plan.loss(), new Fingerprint("")), differences);
      case RunEvent.GateOpened(var gate, _, var asker, var expires, var needed, var deciders, var glass) ->
        new RunEvent.GateOpened(gate, new Fingerprint(""), asker, expires, needed, deciders, glass);
      case RunEvent.GlassBroken(var by, var gate, _, var reason, var passes) ->
        new RunEvent.GlassBroken(by, gate, new Fingerprint(""), reason, passes);
      case RunEvent.BreakGlassRejected(var by, var gate, _, var reason, var refusal) ->
        new RunEvent.BreakGlassRejected(by, gate, new Fingerprint(""), reason, refusal);
      case RunEvent.Chosen(var by, var gate, _, var choice, var reason, var ruling) ->
        new RunEvent.Chosen(by, gate, new Fingerprint(""), choice, reason, ruling);
      case RunEvent other -> other;
    };
  }

  private static Plan told(Plan plan) {
    return with(plan, plan.loss().told(), plan.fingerprint());
  }

  private static Plan with(Plan plan, Loss loss, Fingerprint fingerprint) {
    return new Plan(plan.service(), plan.workload(), plan.claim(), plan.snapshot(), plan.replicas(), plan.cronJobs(),
        plan.displaced(), plan.folders(), loss, plan.amending(), plan.findings(), plan.outside(), plan.free(),
        plan.byHand(),
        plan.ifUndone(), plan.timeouts(), plan.at(), plan.drilled(), fingerprint);
  }

  /// `entry` without one of its values, for each of them.
  private static List<ObjectNode> withoutOne(ObjectNode entry) {
    var all = new ArrayList<ObjectNode>();
    var paths = new ArrayList<List<Object>>();
    paths(entry, List.of(), paths);
    for (var path : paths) {
      var copy = entry.deepCopy();
      JsonNode parent = copy;
      for (var step : path.subList(0, path.size() - 1)) {
        parent = Objects.requireNonNull(step instanceof Integer index ? parent.get(index) : parent.get((String) step));
      }
      ((ObjectNode) parent).remove((String) path.getLast());
      all.add(copy);
    }
    return all;
  }

  private static void paths(JsonNode node, List<Object> path, List<List<Object>> paths) {
    if (node.isObject()) {
      node.properties().forEach(property -> {
        var longer = new ArrayList<>(path);
        longer.add(property.getKey());
        paths.add(longer);
        paths(property.getValue(), longer, paths);
      });
    } else if (node.isArray()) {
      for (var index = 0; index < node.size(); index++) {
        var longer = new ArrayList<>(path);
        longer.add(index);
        paths(Objects.requireNonNull(node.get(index)), longer, paths);
      }
    }
  }

  private static ObjectNode stripped(ObjectNode entry, String name) {
    entry.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name));
    return entry;
  }
}
