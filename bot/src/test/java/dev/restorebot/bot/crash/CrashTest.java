package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Reference.Kills;
import dev.restorebot.bot.crash.Reference.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bots and workers are killed with SIGKILL: bots at each of the entries that they append to their journal, workers in each
/// of the Jobs of a run, both at random. Whatever they were doing, the volume is whole, and the next bot brings the run to
/// the end that it would have come to anyway.
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class CrashTest {
  private static final int STRIDE = 3;

  @TempDir
  private static Path folder;

  private Laboratory laboratory;
  private Reference restore;
  private List<Reference> references;
  private final AtomicInteger planned = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();

  @BeforeAll
  void seeHowItGoesWhenNobodyIsKilled() throws IOException, InterruptedException {
    laboratory = Laboratory.build(folder);
    restore = Reference.of(laboratory, Goal.RESTORE, laboratory.pristine());
    var undo = Reference.of(laboratory, Goal.UNDO, restore.end().folder());
    var purge = Reference.of(laboratory, Goal.PURGE, restore.end().folder());
    references = List.of(restore, undo, purge);

    assertThat(restore.after()).hasSameSizeAs(restore.before()).isNotEqualTo(restore.before());
    assertThat(undo.after()).isEqualTo(restore.before());
    assertThat(purge.after()).isEqualTo(restore.after());
  }

  /// A test that kills nobody proves nothing.
  @AfterAll
  void haveKilledAllWhomTheyMeantToKill() {
    assertThat(kills.get()).isEqualTo(planned.get()).isGreaterThan(20);
  }

  Stream<Kills> everyEntry() {
    return planned(references.stream()
        .flatMap(reference -> reference.kills(reference.everyDifferentMoment(), STRIDE).stream()).toList());
  }

  Stream<Kills> everyMomentAlone() {
    return planned(references.stream()
        .flatMap(reference -> reference.kills(reference.everyMoment(), Integer.MAX_VALUE).stream()).toList());
  }

  private Stream<Kills> planned(List<Kills> all) {
    planned.addAndGet(all.stream().mapToInt(kill -> kill.blows().size()).sum());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void comesToTheSameEndWhenTheBotIsKilledAt(Kills planned) throws IOException, InterruptedException {
    planned.comeToTheSameEnd(laboratory, kills);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("everyMomentAlone")
  void comesToTheSameEndWhenTheBotIsKilledOnlyAt(Kills planned) throws IOException, InterruptedException {
    planned.comeToTheSameEnd(laboratory, kills);
  }

  Stream<Victim> everyJob() {
    var all = references.stream().flatMap(reference -> reference.victims().stream()).toList();
    planned.addAndGet(all.size());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyJob")
  void triesAgainWhenAWorkerIsKilled(Victim victim) throws IOException, InterruptedException {
    Hunt.comesToTheSameEnd(laboratory, victim, kills);
  }

  LongStream seeds() {
    var first = Long.getLong("crash.seed", System.nanoTime());
    var count = Integer.getInteger("crash.random", 4);
    planned.addAndGet(count);
    return LongStream.range(first, first + count);
  }

  @ParameterizedTest(name = "-Dcrash.random=1 -Dcrash.seed={0}")
  @MethodSource("seeds")
  void comesToTheSameEndWhenBotsAreKilledAtRandom(long seed) throws IOException, InterruptedException {
    var random = new SplittableRandom(seed);
    var span = restore.takes();
    var world = laboratory.world(restore.begin());
    while (!killedAtRandom(world, random, span)) {
      world.discard();
      world = laboratory.world(restore.begin());
      span = span.dividedBy(2);
    }
    kills.incrementAndGet();
    if (random.nextBoolean()) {
      killedAtRandom(world, random, span);
    }

    world.reach(Goal.RESTORE);

    restore.assertReached(world);
    world.discard();
  }

  /// A Job that fetches always dies: the object store of the sandbox dies with the bot, and the next one has other keys, so it could not
  /// go on as it would in a cluster.
  private boolean killedAtRandom(World world, SplittableRandom random, Duration within)
      throws IOException, InterruptedException {
    return world.killedAtRandom(Goal.RESTORE, random, within, World::fetches, restore::assertWhole);
  }
}
