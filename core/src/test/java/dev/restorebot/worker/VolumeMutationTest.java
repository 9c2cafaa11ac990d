package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Purged;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Report.Undoable;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.KillingJournal.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The folder of a run, made wrong in every way that came to mind, at every point of a run: a worker comes to an end, claims nothing that is
/// not so, and loses nothing of the service's data that was there.
@Execution(ExecutionMode.CONCURRENT)
class VolumeMutationTest {
  private static final long SEED = 20_261_128;

  @TempDir
  private static Path shared;
  private static List<Origin> origins;
  private static Map<String, Digest> before;
  private static Task.Replace replace;

  /// Where a run stands.
  ///
  /// @param displaced what the bot knows to be displaced
  private record Origin(String name, Bench bench, List<VolumeFile> displaced) {}

  @BeforeAll
  static void makeOrigins() throws Exception {
    var fresh = Bench.in(shared.resolve("staged"));
    before = fresh.files();
    fresh.done(Staged.class, fresh.stage());
    replace = fresh.replace();
    var replaced = fresh.copyTo(shared.resolve("replaced"));
    var done = replaced.done(Replaced.class, replaced.replace());
    var undone = replaced.copyTo(shared.resolve("undone"));
    undone.done(Undone.class, undo(done.displaced()));
    origins = new ArrayList<>(List.of(new Origin("staged", fresh, List.of()),
        new Origin("replaced", replaced, done.displaced()), new Origin("undone", undone, done.displaced())));
    for (var stop : List.of(3, 9, 13, 16)) {
      var half = fresh.copyTo(shared.resolve("replacing-" + stop));
      stopped(half, half.replace(), stop);
      origins.add(new Origin("replacing, " + stop, half, List.of()));
      var back = replaced.copyTo(shared.resolve("undoing-" + stop));
      stopped(back, undo(done.displaced()), stop);
      origins.add(new Origin("undoing, " + stop, back, done.displaced()));
    }
  }

  private static Task.Undo undo(List<VolumeFile> displaced) {
    return new Task.Undo(Bench.RUN, Bench.DATABASES.stream().map(name -> name + ".sqlite").toList(), displaced);
  }

  /// Does `task` until the journal has `entries`.
  private static void stopped(Bench bench, Task task, int entries) {
    var ports = bench.ports(task);
    assertThatThrownBy(() -> new Worker(ports, KillingJournal.at(ports, entries, Moment.AFTER, () -> {
      throw new Stops.Stopped();
    })).run(task)).isInstanceOf(Stops.Stopped.class);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsFiveHundred(@TempDir Path folder) throws IOException, InterruptedException {
    mutate(SEED, 500, folder);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsTenThousand(@TempDir Path folder) throws IOException, InterruptedException {
    mutate(SEED + 1, 10_000, folder);
  }

  private static void mutate(long seed, int count, Path folder) throws IOException, InterruptedException {
    var random = new Random(seed);
    var tally = new TreeMap<String, Integer>();
    for (var i = 0; i < count; i++) {
      var origin = origins.get(random.nextInt(origins.size()));
      var bench = origin.bench().copyTo(folder.resolve("a"));
      var mutation = new VolumeMutation(random, Bench.RUN.on(bench.volume()));
      var changes = new ArrayList<String>();
      for (var left = 1 + random.nextInt(3); left > 0; left--) {
        changes.add(mutation.change());
      }
      var task = task(random, origin);
      var what = "%s after %s, mutation %d of seed %d, %s".formatted(task.operation(), origin.name(), i, seed, changes);
      var there = data(bench);
      // What was displaced by a whole replacement is to go, also where its undo has moved nothing yet.
      var half = origin.name().startsWith("replacing,") || (origin.name().startsWith("undoing,") && isSetAside(bench));
      try {
        tally.merge(judged(bench, task, bench.run(task), half, there, what), 1, Integer::sum);
      } catch (IOException | RuntimeException e) {
        fail(what + " ends in " + e, e);
      }
      Tree.delete(bench.root());
    }
    System.out.println("%d mutated folders of runs (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.keySet()).contains("replaced", "undone", "failed");
  }

  private static Task task(Random random, Origin origin) {
    return switch (random.nextInt(4)) {
      case 0 -> new Task.Replace(replace.folder(), replace.kind(), replace.parts(), replace.folders(), replace.staged(),
          replace.fixUp(), origin.name().equals("staged"));
      case 1 -> new Task.CheckUndo(Bench.RUN, origin.displaced());
      case 2 -> new Task.Purge(Bench.RUN, true);
      default -> undo(origin.displaced());
    };
  }

  private static String judged(Bench bench, Task task, Report report, boolean half, Set<Digest> there, String what)
      throws IOException {
    var left = data(bench);
    switch (report) {
      case Replaced replaced -> {
        var live = bench.files();
        replaced.live().forEach(file -> assertThat(live).as(what).containsEntry(file.path(), file.digest()));
        for (var name : List.of("account", "did_cache")) {
          assertThat(live).as(what).containsEntry(name + ".sqlite",
              Digest.of(bench.bucket().resolve(name + ".sqlite")));
        }
        for (var file : replaced.displaced()) {
          assertThat(Digest.of(Bench.RUN.on(bench.volume()).resolve("displaced/" + file.path())))
              .as(what + ": " + file.path()).isEqualTo(file.digest());
        }
      }
      case Undone undone -> {
        var live = bench.files();
        undone.live().forEach(file -> assertThat(live).as(what).containsEntry(file.path(), file.digest()));
        ((Task.Undo) task).displaced()
            .forEach(file -> assertThat(live).as(what).containsEntry(file.path(), file.digest()));
      }
      case Undoable undoable ->
        undoable.displaced().forEach(file -> assertThat(left).as(what).contains(file.digest()));
      case Purged _ -> {
        if (!half) {
          return "purged";
        }
      }
      case Failed failed -> assertThat(failed.reason()).as(what).isNotBlank();
      default -> fail(what + " ends in " + report);
    }
    assertThat(left).as(what + " keeps what was there").containsAll(there);
    return report.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static boolean isSetAside(Bench bench) throws IOException {
    var folder = Bench.RUN.on(bench.volume()).resolve("set-aside");
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var inside = Files.list(folder)) {
      return inside.findAny().isPresent();
    }
  }

  /// What is there of the data that was the service's before the run, wherever it lies.
  private static Set<Digest> data(Bench bench) throws IOException {
    try (var all = Files.walk(bench.volume())) {
      var found = new TreeSet<Digest>(Comparator.comparing(Digest::sha256));
      for (var file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          && path.toFile().length() < VolumeMutation.HUGE).toList()) {
        found.add(Digest.of(file));
      }
      found.retainAll(before.values());
      return found;
    }
  }
}
