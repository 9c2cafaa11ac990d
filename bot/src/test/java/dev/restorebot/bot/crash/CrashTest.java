package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.bot.crash.Reference.Kill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
class CrashTest {
  private static final int KILLED = 128 + 9;

  @TempDir
  private static Path folder;

  private Laboratory laboratory;
  private Reference restore;
  private Reference undo;
  private Reference purge;
  private final AtomicInteger planned = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();

  @BeforeAll
  void seeHowItGoesWhenNobodyIsKilled() throws IOException, InterruptedException {
    laboratory = Laboratory.build(folder);
    restore = Reference.of(laboratory, Goal.RESTORE, laboratory.pristine());
    undo = Reference.of(laboratory, Goal.UNDO, restore.end().folder());
    purge = Reference.of(laboratory, Goal.PURGE, restore.end().folder());

    assertThat(restore.after()).hasSameSizeAs(restore.before()).isNotEqualTo(restore.before());
    assertThat(undo.after()).isEqualTo(restore.before());
    assertThat(purge.after()).isEqualTo(restore.after());
  }

  Stream<Kill> everyEntry() {
    return everyMoment(kill -> kill.moment() == Moment.AFTER || kill.hidesAnEffect());
  }

  Stream<Kill> everyOtherMoment() {
    return everyMoment(kill -> kill.moment() == Moment.BEFORE && !kill.hidesAnEffect());
  }

  private Stream<Kill> everyMoment(Predicate<Kill> wanted) {
    var chosen = Stream.of(restore, undo, purge).map(Reference::kills).flatMap(List::stream).filter(wanted).toList();
    planned.addAndGet(chosen.size());
    return chosen.stream();
  }

  @AfterAll
  void killedAsManyAsItSaid() {
    assertThat(kills.get()).isEqualTo(planned.get()).isGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void comesToTheSameEndWhenTheBotIsKilledAt(Kill kill) throws IOException, InterruptedException {
    comesToTheSameEnd(kill);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("everyOtherMoment")
  void comesToTheSameEndWhenTheBotIsKilledBetween(Kill kill) throws IOException, InterruptedException {
    comesToTheSameEnd(kill);
  }

  private void comesToTheSameEnd(Kill kill) throws IOException, InterruptedException {
    var reference = kill.reference();
    var world = laboratory.world(reference.begin());
    var known = world.entries().size();

    assertThat(world.run(reference.goal(), kill.blow())).as(world.said()).isEqualTo(KILLED);
    kills.incrementAndGet();
    assertThat(world.entries()).hasSize(known + kill.number() - (kill.moment() == Moment.BEFORE ? 1 : 0));
    assertThat(world.workers()).isEmpty();
    reference.assertOldOrNew(world);
    world.reach(reference.goal());

    var entries = world.entries();
    assertThat(Reference.events(entries.subList(known, entries.size())))
        .isEqualTo(Reference.events(reference.appended()));
    reference.assertReached(world);
    world.discard();
  }
}
