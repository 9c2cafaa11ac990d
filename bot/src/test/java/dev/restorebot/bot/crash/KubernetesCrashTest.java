package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.kubernetes.KubernetesWorld;
import dev.restorebot.bot.kubernetes.NeedsApiServer;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.json.JsonEventCodec;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.SqliteJournal;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A bot that restores a service in a real cluster is killed with SIGKILL right after every entry that it appends to its
/// journal, and right before those that say what came of something, one after the other; its Jobs go on without it. Each
/// next bot goes on where the last one was, and none does anything twice.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class KubernetesCrashTest {
  private static final int KILLED = 128 + 9;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir
  private Path folder;

  @Test
  void restoresOnceHoweverOftenTheBotIsKilled() throws Exception {
    var program = Worlds.java().command(KubernetesBot.class);
    var calm = Files.createDirectory(folder.resolve("calm"));
    var stormy = Files.createDirectory(folder.resolve("stormy"));

    var expected = restored(calm, program, List.of());
    var blows = blows(expected);
    var entries = restored(stormy, program, blows);

    assertThat(blows).hasSizeGreaterThan(40);
    assertThat(Reference.events(entries)).isEqualTo(Reference.events(expected));
    assertThat(entries).extracting(Entry::event).filteredOn(RunEvent.Recovered.class::isInstance)
        .hasSizeGreaterThan(blows.size() / 2);
  }

  /// Right after every entry, and right before those that say what came of something.
  private static List<Blow> blows(List<Entry> entries) {
    var blows = new ArrayList<Blow>();
    for (var number = 1; number <= entries.size(); number++) {
      var event = entries.get(number - 1).event();
      if (event instanceof RunEvent.StepDone || event instanceof RunEvent.Planned) {
        blows.add(new Blow(Blow.Moment.BEFORE, number));
      }
      blows.add(new Blow(Blow.Moment.AFTER, number));
    }
    return blows;
  }

  /// The journal of a restore in a cluster of its own, in the course of which bots suffer `blows`.
  ///
  /// @param program starts a bot
  private static List<Entry> restored(Path home, List<String> program, List<Blow> blows) throws Exception {
    try (var world = KubernetesWorld.open(home)) {
      var started = new ConcurrentLinkedQueue<String>();
      try (var _ = world.admin().batch().v1().jobs().inNamespace(world.namespace()).inform(new Sightings(started))) {
        var bots = Bots.in(home, world, program);
        for (var blow : blows) {
          assertThat(bots.run(blow)).as(blow + "\n" + bots.said()).isEqualTo(KILLED);
        }
        assertThat(bots.run(Blow.NONE)).as(bots.said()).isEqualTo(CrashingBot.REACHED);
      }
      assertWhole(world);
      assertThat(started).filteredOn(name -> !name.startsWith("pds-inspect-")).containsExactly("pds-stage-r-crash0",
          "pds-replace-r-crash0");
      try (var journal = SqliteJournal.open(home.resolve("restorebot.db"), new JsonEventCodec())) {
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

  /// Bots that are started one after the other in one folder.
  private record Bots(Path home, KubernetesWorld world, List<String> program) {
    static Bots in(Path home, KubernetesWorld world, List<String> program) throws IOException {
      var configuration = world.sandbox().configuration();
      world.grant();
      Files.copy(configuration, home.resolve("restorebot.yaml"));
      Files.writeString(home.resolve("kubeconfig"), world.account().kubeconfig());
      Files.createDirectories(home.resolve("scratch"));
      return new Bots(home, world, program);
    }

    int run(Blow blow) throws IOException, InterruptedException {
      var words = new ArrayList<>(program);
      words.addAll(List.of(home.toString(), world.sandbox().clock().instant().toString(), blow.toString()));
      var bot = new ProcessBuilder(words).directory(home.toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile())).start();
      try {
        assertThat(bot.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends in time; " + said()).isTrue();
        return bot.exitValue();
      } finally {
        bot.destroyForcibly();
      }
    }

    String said() throws IOException {
      return Files.exists(home.resolve("log")) ? Files.readString(home.resolve("log")) : "";
    }
  }
}
