package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.cron.CronSchedule;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Runs;
import dev.restorebot.run.Transition;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Ten services that are drilled on Sundays, and were; after ten thousand runs of them, one waits for people and one is at work.
class SchedulerTest {
  private static final List<ServiceName> SERVICES =
      IntStream.range(0, 10).mapToObj(number -> new ServiceName("pds-" + number)).toList();
  private static final Instant SATURDAY = Instant.parse("2026-03-07T12:00:00Z");
  private static final Instant SUNDAY = Instant.parse("2026-03-08T04:00:00Z");
  private static final RunId WAITING = new RunId("r-wait00");
  private static final RunId RESOLVING = new RunId("r-look00");

  private Instant now = SATURDAY;
  private final Ledger ledger = new Ledger(new FinishedRuns(SERVICES, 10_000, SATURDAY), () -> now);
  private final Looks looks = new Looks(ledger);
  private final Set<RunId> woken = ConcurrentHashMap.newKeySet();
  private final Threads threads = new Threads(ledger, woken::add, _ -> {
  });
  private final Scheduler scheduler = scheduler();

  @Test
  void looksAtNoRunThatIsOver() throws InterruptedException {
    waits(Duration.ofMinutes(30));
    append(RESOLVING, new Asked(Tale.ALICE, request(1), ""));
    looks.forget();

    scheduler.tick();
    scheduler.tick();
    threads.awaitRest();

    assertThat(looks.runs).containsExactlyInAnyOrder(WAITING, RESOLVING);
    assertThat(woken).containsExactly(RESOLVING);
    assertThat(ledger.runs()).hasSize(10_002);
    assertThat(ledger.open()).hasSize(2);
  }

  @Test
  void looksAtNoRunThatIsOverWhereAGateExpires() {
    waits(Duration.ofHours(1));
    looks.forget();

    now = now.plus(Duration.ofMinutes(50));
    scheduler.tick();
    assertThat(newest(WAITING)).isInstanceOf(Reminded.class);
    now = now.plus(Duration.ofMinutes(10));
    scheduler.tick();

    assertThat(newest(WAITING)).isInstanceOf(Expired.class);
    assertThat(looks.runs).containsExactly(WAITING);
  }

  @Test
  void looksAtNoRunThatIsOverWhereADrillIsDue() {
    looks.forget();
    scheduler.tick();
    assertThat(ledger.open()).isEmpty();

    now = SUNDAY;
    scheduler.tick();

    var begun = ledger.open().getFirst();
    assertThat(begun.request()).hasValueSatisfying(request -> {
      assertThat(request.isDrill()).isTrue();
      assertThat(request.service()).isEqualTo(SERVICES.getFirst());
    });
    assertThat(looks.runs).containsExactly(begun.id());
  }

  private Scheduler scheduler() {
    var policy =
        new Policy(Set.of(), Set.of(), Map.of(), OwnRequest.MAY_NOT_APPROVE, Duration.ofHours(1),
            Duration.ofMinutes(10));
    var admission = new Admission(ledger, new Preconditions(looks, policy), threads, () -> new RunId("r-next00"));
    return new Scheduler(looks, SERVICES.stream().map(SchedulerTest::drilled).toList(),
        new Deadlines(ledger, threads, () -> now), new Drills(looks), admission, threads, () -> now);
  }

  private static ServiceDefinition drilled(ServiceName name) {
    var plain = PlanWorld.service();
    return new ServiceDefinition(name, plain.kind(), plain.own(), plain.workload(), plain.volume(), plain.backups(),
        plain.timeouts(), CronSchedule.parse("0 4 * * 0"));
  }

  private static Request request(int service) {
    return new Request(SERVICES.get(service), new PlanWorld().request().intent(), null, Set.of());
  }

  /// A run that waits at its first gate for so long.
  private void waits(Duration duration) {
    append(WAITING, new Asked(Tale.ALICE, request(0), ""));
    append(WAITING, new Planned(PlanWorld.plan()));
    append(WAITING, new GateOpened(Gate.START, PlanWorld.plan().fingerprint(), Tale.ALICE, now.plus(duration), 1,
        List.of("sandbox:bob"), null));
  }

  private void append(RunId run, RunEvent event) {
    ledger.append(run, _ -> Optional.of(event));
  }

  private RunEvent newest(RunId run) {
    return ledger.run(run).orElseThrow().entries().getLast().event();
  }

  /// What the scheduler is shown of the journal.
  private static final class Looks implements Runs {
    private final Runs all;
    private final Set<RunId> runs = new HashSet<>();

    private Looks(Runs all) {
      this.all = all;
    }

    private void forget() {
      runs.clear();
    }

    @Override
    public Optional<Run> run(RunId id) {
      return all.run(id).map(this::noted);
    }

    @Override
    public List<Run> open() {
      return all.open().stream().map(this::noted).toList();
    }

    @Override
    public List<Run> about(ServiceName service) {
      return all.about(service).stream().map(this::noted).toList();
    }

    @Override
    public List<Transition> transitionsAfter(long number) {
      var news = all.transitionsAfter(number);
      news.forEach(told -> runs.add(told.entry().run()));
      return news;
    }

    private Run noted(Run run) {
      runs.add(run.id());
      return run;
    }
  }
}
