package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.commands.thread.ThreadText;
import dev.restorebot.files.Digest;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.Transition;
import dev.restorebot.worker.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How a bot that nobody kills reaches a goal: what there is before and after, and what it appends.
///
/// @param begin the world it starts in
/// @param end the world it leaves behind
/// @param known how many entries the journal holds before
/// @param jobs the Jobs it starts, and how long each is at work
public record Reference(Goal goal, Path begin, World end, SortedMap<String, Digest> before,
    SortedMap<String, Digest> after,
    int known, List<Entry> appended, Map<JobSeen, Duration> jobs, Duration takes) {

  /// The exit status of who was killed.
  public static final int KILLED = 128 + 9;

  /// Work that was seen, of a Job of its own or of a worker on standby: its operation, and the how-manieth of that operation it is.
  public record JobSeen(String operation, int count) {
    /// True if it changes nothing; the bot asks again only when people do.
    public boolean onlyReads() {
      return isStandby() || operation.equals("inspect") || operation.equals("check-undo");
    }

    /// True if it waits to be told what to do.
    boolean isStandby() {
      return operation.equals(Order.STANDBY);
    }

    /// The step that it does.
    Step step() {
      return Step.valueOf((operation.equals("amend") ? "replace" : operation).toUpperCase(Locale.ROOT));
    }
  }

  /// A Job of a run, and when its worker is killed: after a part of the time that it is at work.
  public record Victim(Reference reference, JobSeen job, Duration after) {
    @Override
    public String toString() {
      return reference.goal() + ", " + job + " after " + after.toMillis() + " ms";
    }
  }

  /// Every Job in the middle of its work, and one that changes something as soon as it begins, too.
  public List<Victim> victims() {
    var all = new ArrayList<Victim>();
    jobs.forEach((job, lasts) -> {
      all.add(new Victim(this, job, lasts.dividedBy(2)));
      if (!job.onlyReads()) {
        all.add(new Victim(this, job, Duration.ZERO));
      }
    });
    return all;
  }

  /// Lets a bot reach `goal` from `begin` and writes down what it does.
  public static Reference of(Beginnings beginnings, Goal goal, Path begin) throws IOException, InterruptedException {
    var world = beginnings.world(begin);
    var before = world.live();
    var known = world.entries().size();
    var began = System.nanoTime();
    var bot = world.start(goal, Blow.NONE);
    var watch = new JobWatch(world);
    while (!bot.waitFor(JobWatch.LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      watch.look();
    }
    watch.look();
    assertThat(world.end(bot)).as("%s%s", world.said(), world.entries()).isEqualTo(CrashingBot.REACHED);
    var takes = Duration.ofNanos(System.nanoTime() - began);
    var entries = world.entries();
    var appended = List.copyOf(entries.subList(known, entries.size()));
    return new Reference(goal, begin, world, before, world.live(), known, appended, watch.lasted(), takes);
  }

  /// Looks at a world in which a bot was killed.
  @FunctionalInterface
  public interface Look {
    void at(World world) throws IOException;
  }

  /// A bot is killed at some entries, one after the other, each time by a blow to the bot that goes on from there.
  public record Kills(Reference reference, List<Blow> blows) {
    @Override
    public String toString() {
      return reference.goal() + " "
          + blows.stream().map(blow -> blow + " " + told(reference.event(blow))).toList();
    }

    /// Kills bots, and asserts that what is on the volume is as if nobody had.
    ///
    /// @param kills counts them
    void comeToTheSameEnd(Laboratory laboratory, AtomicInteger kills) throws IOException, InterruptedException {
      var world = strike(laboratory, kills, reference::assertOldOrNew);

      reference.assertReached(world);
      laboratory.leave(world);
    }

    /// Kills bots in a world of their own; the next one after each, and nobody else, goes on.
    ///
    /// @param kills counts them
    /// @param each looks at the world after each of them
    /// @return the world in which the goal is reached, by the same events
    public World strike(Beginnings beginnings, AtomicInteger kills, Look each)
        throws IOException, InterruptedException {
      var world = beginnings.world(reference.begin());
      var known = world.entries().size();
      var earlier = world.count() - reference.known();
      for (var blow : blows) {
        var here = new Blow(blow.moment(), blow.entry() + earlier);
        assertThat(world.run(reference.goal(), here)).as(here + " " + world.said()).isEqualTo(KILLED);
        kills.incrementAndGet();
        assertThat(world.count()).isEqualTo(here.moment() == Moment.BEFORE ? here.entry() - 1 : here.entry());
        assertThat(world.working()).isEmpty();
        each.at(world);
      }
      world.reach(reference.goal());

      var entries = world.entries();
      assertThat(events(entries.subList(known, entries.size()))).isEqualTo(events(reference.appended()));
      return world;
    }
  }

  /// What the entry says that a bot is killed at.
  public RunEvent event(Blow blow) {
    return appended.get(blow.entry() - known - 1).event();
  }

  /// Every moment right before or right after an entry.
  public List<Blow> everyMoment() {
    return IntStream.rangeClosed(known + 1, known + appended.size()).boxed()
        .flatMap(number -> Stream.of(Moment.values()).map(moment -> new Blow(moment, number))).toList();
  }

  /// The moments in which a bot leaves a different world: right after each entry, and right before those that say what came
  /// of something. Right before any other, the world is as it was right after the entry before.
  public List<Blow> everyDifferentMoment() {
    return everyMoment().stream().filter(blow -> blow.moment() == Moment.AFTER || switch (event(blow)) {
      case RunEvent.Planned _, RunEvent.StepDone _ -> true;
      default -> false;
    }).toList();
  }

  /// Kills that together strike each of `blows`, each of them every `stride`th.
  public List<Kills> kills(List<Blow> blows, int stride) {
    var step = Math.min(stride, blows.size());
    return IntStream.range(0, step).mapToObj(first -> new Kills(this,
        IntStream.iterate(first, next -> next < blows.size(), next -> next + step).mapToObj(blows::get).toList()))
        .toList();
  }

  /// The volume is as it was before or as it shall be.
  void assertOldOrNew(World world) throws IOException {
    assertThat(world.live()).isIn(before, after);
  }

  /// However far a worker has come: what no database belongs to is as it was; each live database is old or new; one that
  /// is not live was displaced, and what follows it is on the volume; nothing old is lost.
  void assertWhole(World world) throws IOException {
    var live = world.live();
    var all = world.onVolume().values();
    assertThat(all).as("old data, live or displaced").containsAll(before.values());
    for (var file : before.keySet()) {
      if (live.containsKey(file)) {
        assertThat(live.get(file)).as(file).isIn(before.get(file), after.get(file));
      } else {
        assertThat(after).as("what may be displaced").doesNotContainEntry(file, before.get(file));
        assertThat(all).as("new data, live or staged").containsAll(after.values());
      }
    }
  }

  /// The goal is reached in the run that it was to be reached in, and nothing is left over.
  void assertReached(World world) throws IOException {
    assertThat(kept(world)).as(world.said() + String.join("\n", events(world.entries())))
        .isEqualTo(kept(end));
    assertServing(world);
  }

  /// Nothing is under way, whatever is live, and the backups are what they were.
  void assertServing(World world) throws IOException {
    assertIdle(world);
    assertThat(world.backups()).isEqualTo(end.backups());
  }

  /// Nothing is under way, whatever is live.
  public void assertIdle(World world) throws IOException {
    assertThat(world.cluster()).isEqualTo(end.cluster()).contains("\"replicas\":1,\"backups\":\"ACTIVE\"");
    assertThat(world.in("jobs")).isEmpty();
    assertThat(world.in("scratch")).isEmpty();
    assertThat(world.workers()).isEmpty();
    assertThat(untold(world.entries())).isEmpty();
  }

  /// Everything on the volume but the notes of the workers.
  private static SortedMap<String, Digest> kept(World world) throws IOException {
    var kept = world.onVolume();
    kept.keySet().removeIf(file -> file.matches("\\.restorebot/([^/]+/(sealed-)?journal|lock)"));
    return kept;
  }

  /// The entries that people should have been told of in the thread, and were not.
  private static List<Entry> untold(List<Entry> entries) {
    var untold = new ArrayList<Entry>();
    var state = new HashMap<RunId, RunState>();
    for (var entry : entries) {
      var told = Transition.of(state.getOrDefault(entry.run(), new RunState.Unborn()), entry);
      if (entry.event() instanceof RunEvent.Posted posted) {
        untold.removeIf(waiting -> waiting.number() == posted.entry());
      } else if (ThreadText.post(told).isPresent()) {
        untold.add(entry);
      }
      state.put(entry.run(), told.after());
    }
    return untold;
  }

  /// What happened, without what a restart adds.
  public static List<String> events(List<Entry> entries) {
    return entries.stream().map(Entry::event)
        .filter(event -> !(event instanceof RunEvent.Posted) && !(event instanceof RunEvent.Recovered))
        .map(Reference::told).toList();
  }

  public static String told(RunEvent event) {
    return switch (event) {
      case RunEvent.StepStarted(var step, var attempt) -> "StepStarted " + step + " " + attempt;
      case RunEvent.StepDone(var step, _, _) -> "StepDone " + step;
      case RunEvent.StepFailed(var step, var reason, _, _, _) -> "StepFailed " + step + " " + reason;
      case RunEvent.Refused(var reason, _) -> "Refused " + reason;
      case RunEvent.GateOpened opened -> "GateOpened " + opened.gate();
      case RunEvent.Ended(var outcome) -> "Ended " + outcome;
      default -> event.getClass().getSimpleName();
    };
  }
}
