package dev.restorebot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.CompletedSteps.Additions;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.AttemptLost;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Reminded;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import dev.restorebot.run.StepResult;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.volume.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Goes through everything that the state machine allows: from each situation it tries every event there is, whether or not
/// a runner would ever make it. How often a step was started is not told apart, so that there is an end to it.
@Execution(ExecutionMode.CONCURRENT)
class EveryCourseTest {
  private static final Person ALICE = new Person("sandbox:alice");
  private static final Person BOB = new Person("sandbox:bob");
  private static final Plan PLAN = PlanWorld.plan();
  private static final Plan ADDING = PlanWorld.adding();
  private static final Map<World, List<Way>> WAYS = new LinkedHashMap<>();
  private static final Map<World, Way> CAME_FROM = new HashMap<>();

  private static final int MOST = 50_000;

  /// What is asked for, and what the plan says to it.
  private enum Kind {
    RESTORE, RESTORE_WITH_ADDITIONS, AMENDMENT, DRILL;

    Plan plan() {
      return this == RESTORE || this == DRILL ? PLAN : ADDING;
    }

    Request request() {
      var world = new PlanWorld();
      world.intent = switch (this) {
        case DRILL -> new Intent.Drill(new Selector.Latest(), Mirrors.NOW);
        case AMENDMENT -> new Intent.Amend(KnotAmendment.WORDS, Reach.WHOLE);
        default -> new Intent.Restore(new Selector.Latest(), Mirrors.NOW, Reach.WHOLE);
      };
      return world.request();
    }
  }

  private enum Service {
    RUNNING, UNCERTAIN, STOPPED,
    /// Told to start, and not up in time: people know, and ended the run all the same.
    GIVEN_UP
  }

  private enum Data {
    WHOLE, BETWEEN
  }

  /// A situation: the state of the run, and of what it acts on as far as it can know.
  private record World(String words, Kind kind, RunState state, Service service, Data data, Set<Gate> consents) {
    World(Kind kind, RunState state, Service service, Data data, Set<Gate> consents) {
      this(kind + state.getClass().getSimpleName() + RunWords.standing(state)
          + state.planned().map(World::words).orElse("")
          + service + data + consents, kind, state, service, data, consents);
    }

    private static String words(RunProgress course) {
      return course.heading().toString() + new TreeSet<>(course.history().passed())
          + course.history().additions() + new TreeSet<>(course.history().attempts().keySet())
          + new TreeSet<>(course.history().results().keySet());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof World world && words.equals(world.words);
    }

    @Override
    public int hashCode() {
      return words.hashCode();
    }

    World after(RunEvent event) {
      return new World(kind, state.after(event), serviceAfter(event), dataAfter(event), consentsAfter(event));
    }

    private Service serviceAfter(RunEvent event) {
      return switch (event) {
        case StepStarted(var step, _) when step == Step.QUIESCE || step == Step.RESUME -> Service.UNCERTAIN;
        case StepDone(var step, _, _) when step == Step.QUIESCE -> Service.STOPPED;
        case StepDone(var step, _, _) when step == Step.RESUME -> Service.RUNNING;
        case Ended(var outcome) when service == Service.UNCERTAIN && givenUp(outcome) -> Service.GIVEN_UP;
        default -> service;
      };
    }

    private boolean givenUp(Outcome outcome) {
      return (outcome == Outcome.LEFT && consents.contains(Gate.REPAIR))
          || (outcome == Outcome.ACCEPTED && consents.contains(Gate.CHECKS));
    }

    private Data dataAfter(RunEvent event) {
      return switch (event) {
        case StepStarted(var step, _) when step == Step.REPLACE || step == Step.UNDO -> Data.BETWEEN;
        case StepDone(var step, _, _) when step == Step.REPLACE || step == Step.UNDO -> Data.WHOLE;
        case StepFailed(var step, _, _, StepResult.Worked _, _) when step == Step.UNDO
            && state.planned().orElseThrow().undoing() ->
          Data.WHOLE;
        default -> data;
      };
    }

    private Set<Gate> consentsAfter(RunEvent event) {
      var gates = EnumSet.noneOf(Gate.class);
      switch (event) {
        case Replanned _, UndoAsked _, PurgeAsked _ -> {
        }
        case Chosen chosen when chosen.choice().consents() -> {
          gates.addAll(consents);
          gates.add(chosen.gate());
        }
        case GlassPassed(var gate) -> {
          gates.addAll(consents);
          gates.add(gate);
        }
        default -> gates.addAll(consents);
      }
      return gates;
    }
  }

  private static final RunEvent UNREADABLE =
      new RunEvent.Unreadable("step_done", "`result` is missing", null, RunEvent.Unreadable.Bearing.STATE);
  private static final RunEvent UNREADABLE_NOTE =
      new RunEvent.Unreadable("posted", "`entry` is missing", null, RunEvent.Unreadable.Bearing.NOTE);
  private static final RunEvent PARKED = new RunEvent.Parked("an entry cannot be read", List.of());

  private record Way(World from, RunEvent event, World to) {}

  @BeforeAll
  static void explore() {
    for (var kind : Kind.values()) {
      explore(kind, WAYS.size() + MOST);
    }
  }

  private static void explore(Kind kind, int most) {
    var events = events(kind);
    var open = new ArrayDeque<World>();
    open.add(new World(kind, new RunState.Unborn(), Service.RUNNING, Data.WHOLE, Set.of()));
    while (!open.isEmpty() && WAYS.size() < most) {
      var world = open.remove();
      if (WAYS.containsKey(world)) {
        continue;
      }
      var ways = new ArrayList<Way>();
      for (var event : events) {
        next(world, event).ifPresent(to -> ways.add(new Way(world, event, to)));
      }
      WAYS.put(world, ways);
      for (var way : ways) {
        CAME_FROM.putIfAbsent(way.to(), way);
        open.add(way.to());
      }
    }
  }

  @Test
  void goesEverywhere() {
    var others = EnumSet.of(Outcome.PREVIEWED, Outcome.DRILLED, Outcome.UNPROVEN, Outcome.CLOSED);
    for (var kind : EnumSet.complementOf(EnumSet.of(Kind.DRILL))) {
      assertThat(worlds(kind)).as(kind.toString()).hasSizeBetween(500, MOST - 1);
      assertThat(outcomes(kind)).as(kind.toString()).isEqualTo(EnumSet.complementOf(others));
    }
    assertThat(outcomes(Kind.DRILL)).isEqualTo(EnumSet.of(Outcome.DRILLED, Outcome.UNPROVEN, Outcome.CANCELLED));
  }

  private static List<World> worlds(Kind kind) {
    return WAYS.keySet().stream().filter(world -> world.kind() == kind).toList();
  }

  private static Set<Outcome> outcomes(Kind kind) {
    var outcomes = EnumSet.noneOf(Outcome.class);
    worlds(kind).forEach(world -> {
      if (world.state() instanceof RunState.Over(_, var outcome)) {
        outcomes.add(outcome);
      }
    });
    return outcomes;
  }

  /// Whatever entry cannot be read, wherever the run stands: nothing happens by itself any more, and people can end it.
  @Test
  void endsByHandWhereAnEntryCannotBeRead() {
    for (var world : WAYS.keySet()) {
      var state = world.state();
      var unread = state.after(UNREADABLE);

      assertThat(state.after(UNREADABLE_NOTE)).isEqualTo(state);
      assertThat(unread.resting()).isTrue();
      assertThat(unread.cancellable()).isFalse();
      assertThat(unread).isInstanceOf(state.over() ? RunState.Opaque.class : RunState.Parked.class);
      for (var way : WAYS.getOrDefault(world, List.of())) {
        assertThat(unread.after(way.event()).resting()).as(state + ", " + way.event()).isTrue();
      }
      assertThat(unread.after(new RunEvent.Closed(ALICE)).over()).isTrue();
      // A later version may be able to read the entry: what people were told stays.
      assertThat(state.after(PARKED).resting()).isTrue();
      assertThat(state.after(PARKED).after(new RunEvent.Closed(ALICE)).over()).isTrue();
    }
  }

  @Test
  void neverDoesMoreInADrillThanToDrill() {
    assertThat(bad(way -> way.from().kind() == Kind.DRILL && way.event() instanceof StepStarted(var step, _)
        && step != Step.DRILL && step != Step.CLEAN_UP)).isEmpty();
    assertThat(bad(way -> way.from().kind() != Kind.DRILL && way.event() instanceof StepStarted(var step, _)
        && step == Step.DRILL)).isEmpty();
    assertThat(worlds(Kind.DRILL)).noneMatch(world -> world.state() instanceof RunState.Waiting);
  }

  @Test
  void neverLeavesTheServiceStopped() {
    assertThat(bad(way -> way.to().state() instanceof RunState.Over
        && way.to().service() != Service.RUNNING && way.to().service() != Service.GIVEN_UP)).isEmpty();
  }

  @Test
  void startsTheServiceAsItIsOnlyIfPeopleConsented() {
    assertThat(bad(way -> way.event() instanceof StepStarted && way.from().state().planned().orElseThrow().leaving()
        && !consented(way, Gate.REPAIR, Gate.UNDO))).isEmpty();
  }

  /// Whatever fails and goes on failing but for starting the service: people can have it up, and the run over.
  @Test
  void canAlwaysComeToAnEndWithTheServiceUp() {
    assertThat(without(world -> world.service() != Service.GIVEN_UP,
        way -> way.event() instanceof StepDone(var step, _, _) && step != Step.RESUME,
        world -> world.state().over() && world.service() == Service.RUNNING)).isEmpty();
  }

  @Test
  void canAlwaysComeToAnEndThoughEverythingFails() {
    assertThat(without(_ -> true, way -> way.event() instanceof StepDone, world -> world.state().over())).isEmpty();
  }

  /// The worlds among `begin` from which no way leads to an end that is `good`, where none is taken that is `closed`.
  private static List<String> without(Predicate<World> begin, Predicate<Way> closed, Predicate<World> good) {
    var ending = new HashSet<World>();
    WAYS.keySet().stream().filter(good).forEach(ending::add);
    for (var before = -1; before != ending.size();) {
      before = ending.size();
      WAYS.forEach((world, ways) -> {
        if (ways.stream().filter(closed.negate()).map(Way::to).anyMatch(ending::contains)) {
          ending.add(world);
        }
      });
    }
    return WAYS.keySet().stream()
        .filter(world -> begin.test(world) && !world.state().over() && !ending.contains(world)).limit(3)
        .map(EveryCourseTest::path).toList();
  }

  @Test
  void neverPausesWithTheServiceStoppedOrDataTouched() {
    assertThat(WAYS.keySet()).anyMatch(world -> world.state() instanceof RunState.Paused);
    assertThat(bad(way -> way.to().state() instanceof RunState.Paused(var course, _)
        && (way.to().service() != Service.RUNNING || way.to().data() != Data.WHOLE || course.replacing()))).isEmpty();
  }

  @Test
  void neverLeavesDataHalfReplaced() {
    assertThat(bad(way -> way.to().state() instanceof RunState.Over(_, var outcome) && outcome != Outcome.LEFT
        && way.to().data() != Data.WHOLE)).isEmpty();
  }

  @Test
  void neverTouchesDataWhileTheServiceMayRun() {
    assertThat(bad(way -> way.event() instanceof StepStarted(var step, _)
        && (step == Step.REPLACE || step == Step.UNDO) && way.from().service() != Service.STOPPED)).isEmpty();
  }

  @Test
  void neverStartsDataThatIsHalfReplaced() {
    assertThat(bad(way -> way.event() instanceof StepStarted(var step, _) && step == Step.RESUME
        && !way.from().state().planned().orElseThrow().leaving() && way.from().data() != Data.WHOLE)).isEmpty();
  }

  @Test
  void neverDoesWhatNobodyConsentedTo() {
    assertThat(bad(way -> way.event() instanceof StepStarted(var step, _) && switch (step) {
      case STAGE -> !consented(way, Gate.START);
      case QUIESCE -> !consented(way, way.from().kind() == Kind.AMENDMENT ? Gate.AMEND : Gate.REPLACE, Gate.UNDO,
          Gate.CHECKS);
      case PURGE -> !consented(way, Gate.PURGE);
      case DRILL, CONFIRM, REPLACE, UNDO, RESUME, ANNOUNCE, VERIFY, CLEAN_UP, DISCARD -> false;
    })).isEmpty();
  }

  @Test
  void neverGrantsWhatNobodyConsentedTo() {
    assertThat(WAYS.keySet()).anyMatch(world -> agreed(world) && world.kind() == Kind.RESTORE_WITH_ADDITIONS)
        .anyMatch(world -> agreed(world) && world.kind() == Kind.AMENDMENT);
    assertThat(bad(way -> agreed(way.to()) && !consented(way.to(), Gate.AMEND))).isEmpty();
    assertThat(bad(way -> way.event() instanceof StepStarted(var step, _) && step == Step.REPLACE
        && way.from().kind() == Kind.AMENDMENT && !agreed(way.from()))).isEmpty();
  }

  @Test
  void asksForAdditionsBeforeAnythingIsStopped() {
    assertThat(bad(way -> way.event() instanceof StepStarted(var step, _) && step == Step.QUIESCE
        && !way.from().kind().plan().equals(PLAN) && way.from().consents().stream().noneMatch(EveryCourseTest::isLate)
        && way.from().state().planned().orElseThrow().history().additions() == Additions.UNDECIDED)).isEmpty();
  }

  private static boolean isLate(Gate gate) {
    return gate == Gate.UNDO || gate == Gate.CHECKS;
  }

  private static boolean agreed(World world) {
    return world.state().planned().filter(course -> !course.agreed().isEmpty()).isPresent();
  }

  @Test
  void canAlwaysComeToAnEnd() {
    assertThat(without(_ -> true, _ -> false, world -> world.state().over())).isEmpty();
  }

  @Test
  void passesNoGateAloneBeyondWhichThereIsNoUndo() {
    assertThat(ways(GlassPassed.class)).isNotEmpty()
        .allMatch(way -> way.event() instanceof GlassPassed(var gate) && gate.breakable());
    assertThat(ways(Expired.class)).noneMatch(way -> way.from().state() instanceof RunState.Waiting(_, var open)
        && open.glass().isPresent());
  }

  private static List<Way> ways(Class<? extends RunEvent> event) {
    return WAYS.values().stream().flatMap(List::stream).filter(way -> event.isInstance(way.event())).toList();
  }

  private static boolean consented(Way way, Gate... gates) {
    return consented(way.from(), gates);
  }

  private static boolean consented(World world, Gate... gates) {
    return Set.of(gates).stream().anyMatch(world.consents()::contains);
  }

  /// The shortest tales that end in a step that `condition` forbids.
  private static List<String> bad(Predicate<Way> condition) {
    return WAYS.values().stream().flatMap(List::stream).filter(condition).limit(3)
        .map(way -> path(way.from()) + "\n  then " + brief(way.event())).toList();
  }

  private static String path(World world) {
    var lines = new ArrayDeque<String>();
    for (var way = CAME_FROM.get(world); way != null; way = CAME_FROM.get(way.from())) {
      lines.addFirst("  " + brief(way.event()));
    }
    return "\n" + String.join("\n", lines);
  }

  private static String brief(RunEvent event) {
    return switch (event) {
      case Planned _, Replanned _, Asked _, GateOpened _ -> event.getClass().getSimpleName();
      case Chosen chosen -> chosen.choice().label() + " at " + chosen.gate().word();
      default -> event.toString();
    };
  }

  private static Optional<World> next(World world, RunEvent event) {
    try {
      return Optional.of(world.after(event));
    } catch (IllegalStateException _) {
      return Optional.empty();
    }
  }

  private static List<RunEvent> events(Kind kind) {
    var plan = kind.plan();
    var events = new ArrayList<RunEvent>(List.of(new Asked(ALICE, kind.request(), ""), new Planned(plan),
        new TurnedAway(ALICE, kind.request(), "no"), new Refused("no", ""), new Replanned(plan, List.of()),
        new CancelAsked(ALICE), new AskedAgain(ALICE), new UndoAsked(ALICE),
        new PurgeAsked(ALICE)));
    for (var gate : Gate.values()) {
      events.add(new GateOpened(gate, plan.fingerprint(), ALICE, Instant.EPOCH, 1, List.of(),
          gate.breakable() ? Duration.ofMinutes(10) : null));
      events.add(new GlassBroken(ALICE, gate, plan.fingerprint(), "nobody answers", Instant.EPOCH));
      events.add(new GlassPassed(gate));
      events.add(new Reminded(gate, Instant.EPOCH));
      events.add(new Expired(gate));
      for (var choice : Choice.values()) {
        events.add(new Chosen(BOB, gate, plan.fingerprint(), choice, "", Ruling.counted("")));
      }
    }
    for (var step : Step.values()) {
      events.add(new StepStarted(step, 1));
      events.add(new AttemptLost(step, 1, "", List.of()));
      events.add(new StepDone(step, StepResult.nothing()));
      events.add(new StepFailed(step, "", "", StepResult.nothing()));
      events.add(new StepFailed(step, "", "", new StepResult.Worked(new Report.Failed("", "", true), List.of())));
    }
    for (var outcome : Outcome.values()) {
      events.add(new Ended(outcome));
    }
    return events;
  }
}
