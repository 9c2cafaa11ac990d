package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.bot.crash.Reference.Kills;
import dev.restorebot.bot.crash.Reference.Victim;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

/// Bots and workers are killed as in [CrashTest], while a knot with its repositories is restored, given rights, and put back:
/// around what cannot be taken back at all times, and at every other moment too where there is time.
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KnotCrashTest {
  @TempDir
  private static Path folder;

  private Laboratory laboratory;
  private Reference restore;
  private Reference rights;
  private final AtomicInteger planned = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();

  @BeforeAll
  void seeHowItGoesWhenNobodyIsKilled() throws IOException, InterruptedException {
    laboratory = Laboratory.ofKnot(folder);
    restore = Reference.of(laboratory, Goal.KNOT, laboratory.pristine());
    rights = Reference.of(laboratory, Goal.RIGHTS, laboratory.pristine());

    assertThat(restore.after()).hasSizeGreaterThan(restore.before().size());
    assertThat(rights.after()).hasSameSizeAs(rights.before()).isNotEqualTo(rights.before());
  }

  /// A test that kills nobody proves nothing.
  @AfterAll
  void haveKilledAllWhomTheyMeantToKill() {
    assertThat(kills.get()).isEqualTo(planned.get()).isGreaterThan(3);
  }

  /// All four, two of which begin where the others end.
  private List<Reference> everything() throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(restore, rights));
    for (var done : List.of(restore, rights)) {
      var undo = Reference.of(laboratory, Goal.UNDO, done.end().folder());
      assertThat(undo.after()).isEqualTo(done.before());
      all.add(undo);
    }
    return all;
  }

  /// Right before it is known what became of the data, and of the service.
  Stream<Kills> aroundWhatCannotBeTakenBack() {
    return planned(Stream.of(restore, rights).map(reference -> new Kills(reference, reference.everyMoment().stream()
        .filter(blow -> switch (reference.event(blow)) {
          case RunEvent.StepDone(var step, _, _) ->
            blow.moment() == Moment.BEFORE && (step == Step.REPLACE || step == Step.RESUME);
          default -> false;
        }).toList())).toList());
  }

  @ParameterizedTest
  @MethodSource("aroundWhatCannotBeTakenBack")
  void comesToTheSameEndWhenTheBotIsKilledAround(Kills planned) throws IOException, InterruptedException {
    planned.comeToTheSameEnd(laboratory, kills);
  }

  Stream<Kills> everyDifferentMomentAlone() throws IOException, InterruptedException {
    return planned(everything().stream()
        .flatMap(reference -> reference.kills(reference.everyDifferentMoment(), Integer.MAX_VALUE).stream()).toList());
  }

  private Stream<Kills> planned(List<Kills> all) {
    planned.addAndGet(all.stream().mapToInt(kill -> kill.blows().size()).sum());
    return all.stream();
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("everyDifferentMomentAlone")
  void comesToTheSameEndWhenTheBotIsKilledOnlyAt(Kills planned) throws IOException, InterruptedException {
    planned.comeToTheSameEnd(laboratory, kills);
  }

  Stream<Victim> everyJob() throws IOException, InterruptedException {
    var all = everything().stream().flatMap(reference -> reference.victims().stream()).toList();
    planned.addAndGet(all.size());
    return all.stream();
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("everyJob")
  void triesAgainWhenAWorkerIsKilled(Victim victim) throws IOException, InterruptedException {
    Hunt.comesToTheSameEnd(laboratory, victim, kills);
  }
}
