package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Blow.Moment;
import dev.restorebot.bot.kubernetes.KubernetesWorld;
import dev.restorebot.bot.kubernetes.NeedsApiServer;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.SqliteJournal;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A bot that restores a service in a real cluster is killed with SIGKILL right before and right after every entry that tells
/// of an effect on the cluster, one after the other; its Jobs go on without it. Each next bot goes on where the last one was,
/// and none does anything twice. [CrashTest] does that at every entry in the sandbox; here, all the others are for `-Psoak`.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class KubernetesCrashTest {
  private static final int KILLED = 128 + 9;
  /// The steps that start Jobs or stop them, or scale the workload.
  private static final Set<Step> ON_THE_CLUSTER =
      EnumSet.of(Step.STAGE, Step.QUIESCE, Step.CONFIRM, Step.REPLACE, Step.RESUME, Step.CLEAN_UP);

  @TempDir
  private Path folder;

  @Test
  void restoresOnceHoweverOftenTheBotIsKilled() throws Exception {
    var blows = assertRestoresOnce(KubernetesCrashTest::aroundEffects);

    assertThat(blows).hasSize(2 * (1 + ON_THE_CLUSTER.size()));
  }

  @Tag("soak")
  @Test
  void restoresOnceWhereverTheBotIsKilled() throws Exception {
    var blows = assertRestoresOnce(KubernetesCrashTest::everywhere);

    assertThat(blows).hasSizeGreaterThan(40);
  }

  /// @param choice says when to kill a bot that appends some entries
  private List<Blow> assertRestoresOnce(Function<List<Entry>, List<Blow>> choice) throws Exception {
    var calm = Files.createDirectory(folder.resolve("calm"));
    var stormy = Files.createDirectory(folder.resolve("stormy"));

    var expected = restored(calm, List.of());
    var blows = choice.apply(expected);
    var entries = restored(stormy, blows);

    assertThat(Reference.events(entries)).isEqualTo(Reference.events(expected));
    assertThat(entries).extracting(Entry::event).filteredOn(RunEvent.Recovered.class::isInstance)
        .hasSizeGreaterThan(blows.size() / 2);
    return blows;
  }

  /// Right before and right after every entry that tells of an effect on the cluster.
  private static List<Blow> aroundEffects(List<Entry> entries) {
    return blows(entries, (entry, _) -> switch (entry.event()) {
      case RunEvent.Planned _ -> true;
      case RunEvent.StepDone done -> ON_THE_CLUSTER.contains(done.step());
      default -> false;
    });
  }

  /// Right after every entry, and right before those that say what came of something.
  private static List<Blow> everywhere(List<Entry> entries) {
    return blows(entries, (entry, moment) -> moment == Moment.AFTER || entry.event() instanceof RunEvent.StepDone
        || entry.event() instanceof RunEvent.Planned);
  }

  private static List<Blow> blows(List<Entry> entries, BiPredicate<Entry, Moment> chosen) {
    var blows = new ArrayList<Blow>();
    for (var number = 1; number <= entries.size(); number++) {
      for (var moment : Moment.values()) {
        if (chosen.test(entries.get(number - 1), moment)) {
          blows.add(new Blow(moment, number));
        }
      }
    }
    return blows;
  }

  /// The journal of a restore in a cluster of its own, in the course of which bots suffer `blows`.
  private static List<Entry> restored(Path home, List<Blow> blows) throws Exception {
    try (var world = KubernetesWorld.open(home)) {
      var started = new ConcurrentLinkedQueue<String>();
      try (var _ = world.admin().batch().v1().jobs().inNamespace(world.namespace()).inform(new Sightings(started))) {
        var bots = KubernetesBots.in(home, world);
        for (var blow : blows) {
          assertThat(bots.run(blow)).as(blow + "\n" + bots.said()).isEqualTo(KILLED);
        }
        assertThat(bots.run(Blow.NONE)).as(bots.said()).isEqualTo(CrashingBot.REACHED);
      }
      assertWhole(world);
      assertThat(started).as("one worker does all, or what it looks at is looked at by another")
          .filteredOn(name -> !name.startsWith("pds-inspect-")).containsExactly("pds-standby-r-crash0");
      try (var journal = SqliteJournal.open(home.resolve("restorebot.db"), new JournalCodec())) {
        assertThat(ChainLink.fault(journal.links(0))).isEmpty();
        return journal.after(0);
      }
    }
  }

  private static void assertWhole(KubernetesWorld world) {
    var workload = world.admin().apps().deployments().inNamespace(world.namespace()).withName("pds").require();
    assertThat(workload.getSpec().getReplicas()).isEqualTo(1);
    assertThat(workload.getStatus().getAvailableReplicas()).isEqualTo(1);
    assertThat(world.bot().cronJob(world.namespace(), "pds-backup")).contains(CronJob.ACTIVE);
    assertThat(world.admin().batch().v1().jobs().inNamespace(world.namespace()).list().getItems()).isEmpty();
  }

  /// Writes down every Job that comes up.
  private record Sightings(Queue<String> names) implements ResourceEventHandler<Job> {
    @Override
    public void onAdd(Job job) {
      names.add(job.getMetadata().getName());
    }

    @Override
    public void onUpdate(Job before, Job now) {
      if (!before.getMetadata().getUid().equals(now.getMetadata().getUid())) {
        onAdd(now);
      }
    }

    @Override
    public void onDelete(Job job, boolean unknown) {}
  }
}
