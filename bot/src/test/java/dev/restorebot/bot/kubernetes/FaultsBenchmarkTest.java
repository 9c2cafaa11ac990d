package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Blow;
import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.bot.crash.KubernetesBots;
import dev.restorebot.bot.crash.Meddler;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunEvent;
import dev.restorebot.sqlite.SqliteJournal;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How long a PDS is down when something goes wrong in the middle: no longer than undisturbed, plus the length of the fault, plus
/// [#GRACE]. Every restore succeeds.
@PausesApiServer
@Tag("benchmark")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class FaultsBenchmarkTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  /// How long the bot waits for an answer to one request: so long lasts a connection that falls silent.
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final List<Step> DOWNTIME = List.of(Step.QUIESCE, Step.CONFIRM, Step.REPLACE, Step.RESUME);
  private static final Duration LATE = Duration.ofMillis(200);
  /// How many answers may be waited for, one after the other, while the service is down.
  private static final int ROUND_TRIPS = 50;
  private static final Duration LATE_IN_ALL = LATE.multipliedBy(ROUND_TRIPS);
  private static final Duration SILENT_IN_ALL = ANSWER.multipliedBy(DOWNTIME.size());
  private static final int KILLED = 128 + 9;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private Path folder;
  private double undisturbed;

  @BeforeAll
  void undisturbed(@TempDir Path temporary) throws Exception {
    folder = temporary;
    try (var world = world()) {
      undisturbed = Measured.restoring(world).outage();
      System.out.printf(Locale.ROOT, "faults | nothing | %.1f s%n", undisturbed);
    }
  }

  @AfterAll
  void stop() {
    clock.shutdownNow();
  }

  private KubernetesWorld world() throws Exception {
    return KubernetesWorld.open(SandboxService.PDS, Files.createTempDirectory(folder, "world-"),
        KubernetesWorld.Node.usual());
  }

  private void judge(String fault, Duration lasts, double outage) {
    System.out.printf(Locale.ROOT, "faults | %s | %.1f s%n", fault, outage);
    assertThat(outage).as(fault).isLessThan(undisturbed + lasts.toMillis() / 1e3 + GRACE.toSeconds());
  }

  @ParameterizedTest
  @CsvSource({"QUIESCE, 30", "CONFIRM, 30", "REPLACE, 30", "RESUME, 30", "REPLACE, 10"})
  void theApiServerIsAway(Step step, int seconds) throws Exception {
    try (var world = world()) {
      var measured = Measured.restoring(world, world.place(),
          journal -> Meddler.before(step, () -> {
            var pause = ApiServerPause.begin();
            var _ = clock.schedule(pause::close, seconds, TimeUnit.SECONDS);
          }, journal));

      judge("the API server is away for " + seconds + " s at " + step, Duration.ofSeconds(seconds), measured.outage());
    }
  }

  /// What it was told is not done: no pod starts, and none ends.
  @ParameterizedTest
  @EnumSource(value = Step.class, names = {"QUIESCE", "REPLACE", "RESUME"})
  void theKubeletIsAway(Step step) throws Exception {
    var lasts = Duration.ofSeconds(10);
    try (var world = world()) {
      var measured = Measured.restoring(world, world.place(), journal -> Meddler.before(step, () -> {
        var reliefs = List.of(world.kubelet().befall(_ -> true, new Misfortune.WillNotDie()),
            world.kubelet().befall(_ -> true, new Misfortune.SlowStart()));
        var _ = clock.schedule(() -> reliefs.forEach(Relief::close), lasts.toSeconds(), TimeUnit.SECONDS);
      }, journal));

      judge("the kubelet is away for 10 s at " + step, lasts, measured.outage());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = {"QUIESCE", "CONFIRM", "REPLACE"})
  void theWorkersPodIsDeleted(Step step) throws Exception {
    try (var world = world()) {
      var measured = Measured.restoring(world, world.place(),
          journal -> Meddler.before(step, () -> world.admin().pods().inNamespace(world.namespace())
              .withLabel("job-name").delete(), journal));

      judge("the worker's pod is deleted at " + step, Duration.ZERO, measured.outage());
    }
  }

  /// What stands between the bot and the API server.
  enum Way {
    /// Everything that the server says comes late. Every answer that is waited for is a fault of its own.
    LATE(LATE_IN_ALL) {
      @Override
      UnaryOperator<Journal> meddle(Relay relay) {
        relay.delay(FaultsBenchmarkTest.LATE);
        return UnaryOperator.identity();
      }
    },
    /// All connections are cut whenever a step of the downtime begins.
    CUT(Duration.ZERO) {
      @Override
      UnaryOperator<Journal> meddle(Relay relay) {
        return journal -> atEachStep(relay::cut, journal);
      }
    },
    /// All connections fall silent then, and stay open.
    SWALLOWED(SILENT_IN_ALL) {
      @Override
      UnaryOperator<Journal> meddle(Relay relay) {
        return journal -> atEachStep(relay::swallow, journal);
      }
    };

    private final Duration lasts;

    Way(Duration lasts) {
      this.lasts = lasts;
    }

    abstract UnaryOperator<Journal> meddle(Relay relay);

    private static Journal atEachStep(Runnable deed, Journal journal) {
      var meddled = journal;
      for (var step : DOWNTIME) {
        meddled = Meddler.before(step, deed, meddled);
      }
      return meddled;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWayToTheApiServerIsBad(Way way) throws Exception {
    try (var world = world();
        var relay = new Relay(URI.create(world.admin().getConfiguration().getMasterUrl()));
        var client = through(relay, world)) {
      var measured = Measured.restoring(world, world.place(client), way.meddle(relay));

      judge("what the API server says is " + way, way.lasts, measured.outage());
    }
  }

  private static KubernetesClient through(Relay relay, KubernetesWorld world) {
    var server = world.admin().getConfiguration().getMasterUrl().replaceFirst("/$", "");
    return KubernetesClients.fromKubeconfig(world.account().kubeconfig().replace(server, relay.address()));
  }

  /// Another bot is started at once. How long a start takes is part of the fault, and is not taken for it here.
  @Test
  void theBotIsKilled() throws Exception {
    var blows = new ArrayList<Blow>();
    var calm = Files.createTempDirectory(folder, "calm-");
    try (var world = world(); var down = new Down(world)) {
      assertThat(KubernetesBots.in(calm, world).run(Blow.NONE)).isNotEqualTo(KILLED);
      System.out.printf(Locale.ROOT, "faults | nothing, the bot as a process | %.1f s%n", down.seconds());
      try (var journal = SqliteJournal.open(calm.resolve("restorebot.db"), new JournalCodec())) {
        for (var entry : journal.after(0)) {
          if (entry.event() instanceof RunEvent.StepDone(var step, _, _)
              && DOWNTIME.contains(step)) {
            blows.add(new Blow(Moment.BEFORE, Math.toIntExact(entry.number())));
          }
        }
      }
    }
    assertThat(blows).hasSize(4);
    for (var blow : blows) {
      var home = Files.createTempDirectory(folder, "killed-");
      try (var world = world(); var down = new Down(world)) {
        var bots = KubernetesBots.in(home, world);
        assertThat(bots.run(blow)).as(bots.said()).isEqualTo(KILLED);
        assertThat(bots.run(Blow.NONE)).as(bots.said()).isNotEqualTo(KILLED);

        judge("the bot is killed, " + blow, Duration.ZERO, down.seconds());
      }
    }
  }
}
