package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.cron.CronSchedule;
import dev.restorebot.facts.ForgetfulBook;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Kubectl;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.sqlite.SqliteDatabases;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a tick costs that finds nothing to do, after so many runs. Prints, and judges nothing but that nothing was begun.
@Tag("benchmark")
class TickBenchmarkTest {
  private static final Instant NOW = Instant.parse("2026-03-07T12:00:00Z");
  private static final List<ServiceName> SERVICES =
      IntStream.range(0, 10).mapToObj(number -> new ServiceName("pds-" + number)).toList();
  private static final int TICKS = 2_000;

  @TempDir
  private Path folder;

  @Test
  void tenThousandRuns() {
    for (var runs : List.of(100, 1_000, 10_000)) {
      var ledger = new Ledger(new FinishedRuns(SERVICES, runs, NOW), () -> NOW);
      var engine = engine(ledger);
      var tick = timed(engine::tick);
      System.out.printf(Locale.ROOT, "%6d runs that are over: tick %.4f ms (mean of %d)%n", runs, tick, TICKS);
      assertThat(ledger.runs()).hasSize(runs);
    }
  }

  private static double timed(Runnable work) {
    for (var i = 0; i < TICKS; i++) {
      work.run();
    }
    var begun = System.nanoTime();
    for (var i = 0; i < TICKS; i++) {
      work.run();
    }
    return (System.nanoTime() - begun) / 1e6 / TICKS;
  }

  private Engine engine(Ledger ledger) {
    var nowhere = URI.create("http://127.0.0.1:1");
    var settings = new PdsSettings(nowhere, "pds.test", List.of(nowhere), 1000);
    var kind = new Pds(settings, new HttpPds(nowhere), new HttpRelay());
    var plain = PlanWorld.service();
    var sites = SERVICES.stream().collect(Collectors.toMap(Function.identity(),
        name -> new ManagedService(
            new ServiceDefinition(name, plain.kind(), plain.own(), plain.workload(), plain.volume(), plain.backups(),
                plain.timeouts(), CronSchedule.parse("0 4 * * 0")),
            kind, new PdsFiles())));
    var policy = new Policy(Set.of(), Set.of(), Map.of(), OwnRequest.MAY_NOT_APPROVE, Duration.ofMinutes(30),
        Duration.ofMinutes(10));
    var codec = new JsonWorkerCodec();
    var ports = new EnginePorts(new FakeCluster(codec), new Kubectl(JobSettings.DEFAULT), (_, _, _) -> {
      throw new IllegalStateException("no store is needed here");
    }, new DirectReader(new SqliteDatabases()), new ForgetfulBook(), new HeldKeys(), attempt -> attempt.run(), codec,
        Groups.NONE, Watcher.NONE,
        _ -> {
        }, () -> NOW, folder.resolve("scratch"));
    return EngineFactory.engine(ledger, policy, sites, ports, () -> new RunId("r-other1"));
  }
}
