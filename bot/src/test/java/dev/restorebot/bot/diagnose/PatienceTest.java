package dev.restorebot.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.diagnose.Checked;
import dev.restorebot.diagnose.Diagnosis;
import dev.restorebot.diagnose.Diagnostician;
import dev.restorebot.diagnose.Diagnostician.Unfinished;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.diagnose.Verdict.Conclusion;
import dev.restorebot.kind.Condition;
import dev.restorebot.service.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever asks what is wrong gets an answer in time, whatever does not answer itself, and is told what that is. By itself on the
/// machine, since beside others what answers might not do so in time either.
@Isolated
class PatienceTest {
  /// A tenth of what people wait for, nearly: too short for some of what is slow, on any machine.
  private static final Limits SHORT =
      new Limits(Duration.ofMillis(800), Duration.ofMillis(1000), Duration.ofMillis(1200), Duration.ofMinutes(2));
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @TempDir
  private Path folder;
  private Sandbox world;
  private Wiring bot;

  @BeforeEach
  void open() throws IOException {
    world = WorldCopy.openWell(folder.resolve("world"), SandboxService.PDS, List.of("/bin/false"));
    bot = Bots.in(world);
  }

  @AfterEach
  void close() {
    List.of("pds well", "cluster well", "s3 heals", "relay well").forEach(this::happen);
    bot.close();
    world.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "s3 down       | backups, bucket",
      "s3 hangs      | backups, bucket",
      "cluster down  | actor stores, backup jobs, backups, bucket, log, volume, workload",
      "cluster hangs | actor stores, backup jobs, backups, bucket, log, volume, workload",
      "relay down    | relay",
      "relay hangs   | relay",
      "pds hangs     | accounts, answers, relay"})
  void saysWhatDidNotAnswer(String fault, String unknown) throws InterruptedException {
    happen(fault);

    var diagnosis = diagnose(Limits.DEFAULT);

    assertThat(names(diagnosis)).as(evidence(diagnosis)).isEqualTo(unknown);
    assertThat(diagnosis.verdict().sentence() + diagnosis.verdict().also()).contains("could not be looked at");
  }

  @Test
  void answersWithinTenSecondsWhenNothingElseDoes() throws InterruptedException {
    List.of("cluster hangs", "s3 hangs", "relay hangs", "pds hangs").forEach(this::happen);
    var begun = System.nanoTime();

    var diagnosis = diagnose(Limits.DEFAULT);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TEN_SECONDS);
    assertThat(diagnosis.with(Condition.FINE)).isEmpty();
  }

  @Test
  void tellsEachFindingAsItComesWhenEverythingIsSlow() throws InterruptedException {
    List.of("cluster slow", "s3 slow", "relay slow", "pds slow").forEach(this::happen);
    var heard = new ArrayList<Checked>();

    var diagnosis = new Diagnostician(bot.engine(), world.symptoms(), world.clock(), SHORT, List.of())
        .diagnose(new ServiceName("pds"), heard::add).orElseThrow();

    assertThat(heard).containsExactlyInAnyOrderElementsOf(diagnosis.checked());
    assertThat(diagnosis.with(Condition.LOST)).isEmpty();
  }

  /// A whole volume that is lost, on a slow cluster: what is not seen yet is not recommended on, and the answer follows.
  @Test
  void goesOnLookingWhereNothingCanBeRecommendedYet() throws InterruptedException {
    List.of("pds wiped", "cluster slow").forEach(this::happen);
    var soFar = new ArrayList<Unfinished>();

    var diagnosis = new Diagnostician(bot.engine(), world.symptoms(), world.clock(), SHORT, List.of())
        .diagnose(new ServiceName("pds"), _ -> {
        }, soFar::add).orElseThrow();

    assertThat(soFar).singleElement().satisfies(unfinished -> {
      assertThat(unfinished.diagnosis().verdict().answer()).isEqualTo(Conclusion.NOT_KNOWN);
      assertThat(unfinished.diagnosis().verdict().sentence()).contains("no answer within 0 s");
      assertThat(unfinished.until()).isEqualTo(diagnosis.at().plus(SHORT.further()));
    });
    assertThat(diagnosis.verdict().answer()).isEqualTo(Conclusion.DO_NOT_RESTORE);
    assertThat(diagnosis.verdict().sentence()).startsWith("the accounts, the repos and the signing keys are all gone");
  }

  private Diagnosis diagnose(Limits limits) throws InterruptedException {
    return new Diagnostician(bot.engine(), world.symptoms(), world.clock(), limits, List.of())
        .diagnose(new ServiceName("pds"), _ -> {
        }).orElseThrow();
  }

  private static String names(Diagnosis diagnosis) {
    return diagnosis.checked().stream()
        .filter(check -> check.observation().condition() != Condition.FINE)
        .map(check -> check.name().startsWith("relay") ? "relay" : check.name()).sorted().toList().toString()
        .replaceAll("[\\[\\]]", "");
  }

  private static String evidence(Diagnosis diagnosis) {
    return diagnosis.checked().toString();
  }

  private void happen(String fault) {
    world.happen(Fault.parse(fault).orElseThrow());
  }
}
