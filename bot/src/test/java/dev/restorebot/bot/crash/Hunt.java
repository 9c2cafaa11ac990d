package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Reference.JobSeen;
import dev.restorebot.bot.crash.Reference.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A run in which a worker was killed.
///
/// @param known how many entries the journal held before
/// @param status the exit status of its bot
public record Hunt(Victim victim, World world, int known, int status) {
  /// Kills `victim` in a world of its own. One that ends too soon is hunted again, and killed sooner.
  public static Hunt of(Beginnings beginnings, Victim victim) throws IOException, InterruptedException {
    for (var after = victim.after();; after = after.dividedBy(2)) {
      var world = beginnings.world(victim.reference().begin());
      var known = world.entries().size();
      var bot = world.start(victim.reference().goal(), Blow.NONE);
      var killed = kill(world, bot, new Victim(victim.reference(), victim.job(), after));
      var status = world.end(bot);
      if (killed) {
        return new Hunt(victim, world, known, status);
      }
      beginnings.leave(world);
    }
  }

  /// Kills `victim` and asserts that the bot tries again, and comes to the same end.
  ///
  /// @param kills counts it
  static void comesToTheSameEnd(Laboratory laboratory, Victim victim, AtomicInteger kills)
      throws IOException, InterruptedException {
    var hunt = of(laboratory, victim);
    kills.incrementAndGet();

    hunt.assertTriedAgain();
    victim.reference().assertReached(hunt.world());
    laboratory.leave(hunt.world());
  }

  /// The goal was reached, in the second attempt at whatever changes something.
  public void assertTriedAgain() throws IOException {
    assertThat(status).as(world.said()).isEqualTo(CrashingBot.REACHED);
    if (!victim.job().onlyReads()) {
      assertThat(Reference.events(world.entries().subList(known, world.entries().size())))
          .contains("StepStarted " + victim.job().step() + " 2");
    }
  }

  private static boolean kill(World world, Process bot, Victim victim) throws IOException, InterruptedException {
    var watch = new JobWatch(world);
    while (!bot.waitFor(JobWatch.LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      var worker = watch.look().get(victim.job());
      if (worker != null) {
        bot.waitFor(victim.after().toNanos(), TimeUnit.NANOSECONDS);
        return kill(worker, victim.job());
      }
    }
    return false;
  }

  /// Kills a worker, and who started it first, who would write down how it ended.
  ///
  /// @return false if it had already said how it ended
  private static boolean kill(ProcessHandle worker, JobSeen job) throws IOException, InterruptedException {
    var launcher = worker.parent().filter(parent -> parent.pid() != 1);
    World.signal("STOP", List.of(worker));
    var atWork = worker.isAlive() && !saidHowItEnded(worker, job);
    World.kill(Stream.concat(launcher.stream(), Stream.of(worker)).toList());
    return atWork;
  }

  private static boolean saidHowItEnded(ProcessHandle worker, JobSeen job) throws IOException {
    var home = Path.of("/proc/" + worker.pid() + "/cwd");
    try {
      var said = Files.readString(home.resolve("stdout"));
      var onStandby = said.contains("\"line\":\"listening\"");
      return said.contains("\"line\":\"ended\"")
          || (onStandby && !job.isStandby() && JobWatch.underWay(home).isEmpty());
    } catch (NoSuchFileException _) {
      // It has gone.
      return true;
    }
  }
}
