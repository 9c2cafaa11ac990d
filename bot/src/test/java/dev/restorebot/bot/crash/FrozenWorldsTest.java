package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.restorebot.bot.corpus.Corpus;
import dev.restorebot.bot.corpus.FrozenWorld;
import dev.restorebot.bot.corpus.RestoredFiles;
import dev.restorebot.files.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Worlds as bots of earlier versions left them, with their journals, volumes and Jobs: killed after each of their entries, or
/// at the end. This version goes on where they were, and comes to the end that they would have come to.
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FrozenWorldsTest {
  /// What is gone on with in every run: data half replaced, and half put back, each as one earlier version left it. The others belong to the
  /// soak.
  private static final List<String> ALWAYS = List.of("restore-killed-021-stepstarted-replace",
      "undo-killed-047-stepstarted-undo", "knot-killed-025-stepstarted-replace");

  @TempDir
  private static Path folder;

  private Laboratory laboratory;

  @BeforeAll
  void build() {
    laboratory = Laboratory.build(folder);
  }

  private static Stream<FrozenWorld> killed() {
    return Corpus.versions().stream().flatMap(version -> FrozenWorld.in(version, "worlds").stream())
        .filter(world -> world.name().contains("-killed-"));
  }

  static Stream<FrozenWorld> some() {
    return killed().filter(FrozenWorldsTest::isAlwaysGoneOnWith);
  }

  private static boolean isAlwaysGoneOnWith(FrozenWorld world) {
    return IntStream.range(0, ALWAYS.size()).anyMatch(number -> world.name().endsWith("/" + ALWAYS.get(number))
        && world.version().equals(dealt(number)));
  }

  /// One of the earlier versions, so that each comes in and one more makes no run longer.
  private static Path dealt(int number) {
    var versions = Corpus.earlierVersions().stream().filter(FrozenWorldsTest::hasWorlds).toList();
    return versions.get(number % versions.size());
  }

  static Stream<FrozenWorld> others() {
    return killed().filter(world -> !isAlwaysGoneOnWith(world));
  }

  @ParameterizedTest
  @MethodSource("some")
  void goesOnWhereAnOldBotWasKilled(FrozenWorld frozen) throws IOException, InterruptedException {
    goesOn(frozen);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("others")
  void goesOnWhereverAnOldBotWasKilled(FrozenWorld frozen) throws IOException, InterruptedException {
    goesOn(frozen);
  }

  private void goesOn(FrozenWorld frozen) throws IOException, InterruptedException {
    var goal = goal(frozen);
    var world = thawed(frozen);

    world.reach(goal);

    var reached = thawed(new FrozenWorld(frozen.version(), "worlds/" + word(goal) + "-reached"));
    assertThat(RestoredFiles.of(world.volume(), world.live())).as(world.said())
        .isEqualTo(RestoredFiles.of(reached.volume(), reached.live()));
    assertThat(RestoredFiles.lastNumber(world.volume(), world.live()))
        .isGreaterThanOrEqualTo(RestoredFiles.lastNumber(reached.volume(), reached.live()));
    reached.discard();
    assertQuiet(world);
    world.discard();
  }

  /// What people ask for after a finished run.
  ///
  /// @param before a world of that run in which nothing was replaced yet
  record Afterwards(String reached, Goal goal, String before) {}

  private static final List<Afterwards> AFTERWARDS =
      List.of(new Afterwards("restore-reached", Goal.UNDO, "restore-killed-008-stepstarted-stage"),
          new Afterwards("restore-reached", Goal.PURGE, ""),
          new Afterwards("knot-reached", Goal.UNDO, "knot-killed-025-stepstarted-replace"),
          new Afterwards("rights-reached", Goal.UNDO, "rights-killed-014-stepstarted-replace"));

  static Stream<Arguments> someAfterwards() {
    return IntStream.range(0, AFTERWARDS.size()).mapToObj(number -> arguments(AFTERWARDS.get(number), dealt(number)));
  }

  static Stream<Arguments> allAfterwards() {
    return Corpus.earlierVersions().stream().filter(FrozenWorldsTest::hasWorlds)
        .flatMap(version -> AFTERWARDS.stream().map(what -> arguments(what, version)));
  }

  private static boolean hasWorlds(Path version) {
    return Files.isDirectory(version.resolve("worlds"));
  }

  /// What an old bot restored is undone, or purged, by this one.
  @ParameterizedTest
  @MethodSource("someAfterwards")
  void undoesAndPurgesWhatAnOldBotRestored(Afterwards what, Path version) throws IOException, InterruptedException {
    undoesOrPurges(what, version);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("allAfterwards")
  void undoesAndPurgesWhateverAnOldBotRestored(Afterwards what, Path version) throws IOException, InterruptedException {
    undoesOrPurges(what, version);
  }

  private void undoesOrPurges(Afterwards what, Path version) throws IOException, InterruptedException {
    var world = thawed(new FrozenWorld(version, "worlds/" + what.reached()));
    var expected = what.goal() == Goal.PURGE
        ? world.live()
        : live(new FrozenWorld(version, "worlds/" + what.before()));

    world.reach(what.goal());

    assertThat(world.live()).isEqualTo(expected);
    assertThat(world.onVolume().keySet().stream().anyMatch(file -> file.contains("/displaced/"))).isFalse();
    assertQuiet(world);
    world.discard();
  }

  private World thawed(FrozenWorld frozen) throws IOException {
    var template = folder.resolve("thawed-" + frozen.name().replace('/', '-') + "-" + System.nanoTime());
    frozen.thaw(template);
    return laboratory.world(template);
  }

  private SortedMap<String, Digest> live(FrozenWorld frozen) throws IOException {
    var world = thawed(frozen);
    var live = world.live();
    world.discard();
    return live;
  }

  private static void assertQuiet(World world) throws IOException {
    assertThat(world.cluster()).contains("\"replicas\":1,\"backups\":\"ACTIVE\"");
    assertThat(world.in("jobs")).isEmpty();
    assertThat(world.in("scratch")).isEmpty();
    assertThat(world.workers()).isEmpty();
  }

  private static Goal goal(FrozenWorld world) {
    var name = world.name().substring(world.name().indexOf('/') + 1);
    return Goal.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
  }

  private static String word(Goal goal) {
    return goal.name().toLowerCase(Locale.ROOT);
  }
}
