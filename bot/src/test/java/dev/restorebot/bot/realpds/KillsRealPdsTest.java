package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Blow;
import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.bot.crash.Goal;
import dev.restorebot.bot.crash.Hunt;
import dev.restorebot.bot.crash.Reference;
import dev.restorebot.bot.crash.Reference.Kills;
import dev.restorebot.bot.crash.Reference.Victim;
import dev.restorebot.bot.crash.World;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bots and workers are killed with SIGKILL while they restore a real PDS, as in `CrashTest`; the PDS, the relay and the object store run
/// on. Whatever they were doing, no account is lost, nobody is told that all is well before it is, and the next bot brings the run to its
/// end: everybody logs in and posts then, and the relay sees it.
@NeedsRealPds
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KillsRealPdsTest {
  private static final int KILLS = 50;
  private static final int AT_RANDOM = 6;
  /// In how many restores bots are killed at entries.
  private static final int RESTORES = 5;
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

  @TempDir
  private static Path folder;

  private Rounds rounds;
  private Reference restore;
  private final AtomicInteger planned = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();

  @BeforeAll
  void seeHowItGoesWhenNobodyIsKilled() throws IOException, InterruptedException {
    rounds = new Rounds(folder);
    restore = Reference.of(rounds, Goal.NEWEST, folder);
    rounds.assertRestored();
    rounds.leave(restore.end());
    System.out.printf("kills | nobody | %d entries, %d Jobs, %.1f s%n", restore.appended().size(),
        restore.jobs().size(), restore.takes().toMillis() / 1e3);
  }

  /// A test that kills nobody proves nothing.
  @AfterAll
  void haveKilledAllWhomTheyMeantToKill() {
    rounds.close();
    System.out.printf("kills | %d of %d%n", kills.get(), planned.get());
    assertThat(kills.get()).isEqualTo(planned.get()).isGreaterThan(2);
  }

  /// A restore in which somebody is killed, and which is brought to its end.
  record Killing(String who, Deed deed) {
    @Override
    public String toString() {
      return who;
    }
  }

  @FunctionalInterface
  private interface Deed {
    World kill() throws IOException, InterruptedException;
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void everybodyLogsInAndPostsAfterBotsWereKilledBeforeTheyNotedWhatTheyDid() throws IOException, InterruptedException {
    var blows = restore.everyMoment().stream().filter(blow -> blow.moment() == Moment.BEFORE
        && restore.event(blow) instanceof RunEvent.StepDone(var step, _, _)
        && (step == Step.QUIESCE || step == Step.REPLACE || step == Step.RESUME)).toList();
    planned.addAndGet(blows.size());

    survive(bots(new Kills(restore, blows)));
  }

  /// Restores in which that many are killed: bots at entries of the journal, several in one restore, workers in each of their Jobs, and
  /// bots at random.
  Stream<Killing> fifty() {
    var all = new ArrayList<Killing>();
    var moments = restore.everyDifferentMoment();
    var atEntries = KILLS - AT_RANDOM - restore.victims().size();
    var spread = IntStream.range(0, atEntries)
        .mapToObj(number -> moments.get(number * moments.size() / atEntries)).toList();
    restore.kills(spread, RESTORES).forEach(several -> all.add(bots(several)));
    restore.victims().forEach(victim -> all.add(worker(victim)));
    IntStream.range(0, AT_RANDOM).forEach(number -> all.add(botAtRandom(SEED + number)));
    planned.addAndGet(KILLS);
    return all.stream();
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("fifty")
  @Execution(ExecutionMode.SAME_THREAD)
  void everybodyLogsInAndPostsAfter(Killing killing) throws IOException, InterruptedException {
    survive(killing);
  }

  private void survive(Killing killing) throws IOException, InterruptedException {
    var began = System.nanoTime();
    var world = killing.deed().kill();
    restore.assertIdle(world);
    rounds.assertBackups(world);
    rounds.assertRestored();
    rounds.leave(world);
    System.out.printf(
        "kills |    | %s: restored after %.1f s; all log in, have their posts, post and are seen at the relay%n",
        killing, (System.nanoTime() - began) / 1e9);
  }

  private void tell(String who, String found) {
    System.out.printf("kills | %2d | %s | %s%n", kills.get(), who, found);
  }

  private Killing bots(Kills several) {
    return new Killing("bots at " + several.blows().size() + " entries", () -> {
      var next = several.blows().iterator();
      return several.strike(rounds, kills, _ -> tell("bot " + moment(next.next()), rounds.assertWholeAndTrue()));
    });
  }

  private String moment(Blow blow) {
    return blow + " " + Reference.told(restore.event(blow));
  }

  private Killing worker(Victim victim) {
    return new Killing("worker of " + victim, () -> {
      var hunt = Hunt.of(rounds, victim);
      kills.incrementAndGet();
      hunt.assertTriedAgain();
      tell("worker of " + victim, victim.job().onlyReads() ? "asked again" : "the step was tried again");
      return hunt.world();
    });
  }

  /// A bot wherever it is, half of the time with its Jobs; those that are left go on.
  private Killing botAtRandom(long seed) {
    return new Killing("bot at random, -Dcrash.seed=" + seed, () -> {
      var random = new SplittableRandom(seed);
      var world = rounds.world(folder);
      var known = world.entries().size();
      for (var span = restore.takes(); !world.killedAtRandom(Goal.NEWEST, random, span, _ -> false,
          _ -> rounds.assertWhole());) {
        rounds.leave(world);
        world = rounds.world(folder);
        known = world.entries().size();
        span = span.dividedBy(2);
      }
      kills.incrementAndGet();
      var events = Reference.events(world.entries().subList(known, world.entries().size()));
      tell("bot at random", "after " + (events.isEmpty() ? "nothing" : events.getLast()) + ", accounts "
          + rounds.assertWhole());
      world.reach(Goal.NEWEST);
      return world;
    });
  }
}
