package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import dev.restorebot.landlock.Landlock;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Inspected;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a service that was broken into puts in the way of what is staged while it runs: nothing of anybody's is written to, and nothing
/// is waited for.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class HostileStagingTest {
  @TempDir
  private Path root;

  private Bench bench;
  private Path outside;
  private SortedMap<String, Digest> before;

  @BeforeEach
  void aServiceAndSomethingOutsideOfItsVolume() throws Exception {
    bench = Bench.withFolders(root);
    outside = Files.writeString(root.resolve("outside"), "somebody's");
    before = bench.files();
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
      "link to live data, staged/account.sqlite.part", "link outside, staged/account.sqlite.part",
      "hard link, staged/account.sqlite.part", "pipe, staged/account.sqlite.part", "folder, staged/account.sqlite.part",
      "hard link, staged/account.sqlite", "link outside, staged/repositories/a",
      "link outside, staged/repositories/a/site/HEAD", "hard link, staged/repositories/a/site/HEAD",
      "pipe, staged/repositories/a/site/HEAD", "folder, staged/repositories/a/site/HEAD",
      "link outside, staged/.repositories.arriving", "hard link, staged/.repositories.arriving/listing"})
  void isPutOutOfTheWay(String what, String where) throws Exception {
    plant(what, own(where));

    bench.done(Staged.class, bench.stage());

    assertThat(outside).hasContent("somebody's");
    assertThat(bench.files()).isEqualTo(before);
    bench.done(Replaced.class, bench.replace());
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({"link outside, staged", "link outside, staged/repositories", "link to live data, staged/account.sqlite",
      "pipe, staged/account.sqlite", "folder, staged/account.sqlite", "link outside, ../../.restorebot"})
  void isSaidAndWrittenNowhere(String what, String where) throws Exception {
    Tree.delete(own(where).normalize());
    plant(what, own(where).normalize());

    assertThat(bench.run(bench.stage())).isInstanceOf(Failed.class);

    assertThat(outside).hasContent("somebody's");
    assertThat(bench.files().keySet()).containsAll(before.keySet());
    before.forEach((path, digest) -> assertThat(digest(path)).isEqualTo(digest));
  }

  @ParameterizedTest(name = "a {0} beside a live database")
  @ValueSource(strings = {"pipe", "folder", "link outside"})
  void isSaidOfWhatLiesBesideALiveDatabase(String what) throws Exception {
    Files.delete(bench.volume().resolve("account.sqlite-wal"));
    plant(what, bench.volume().resolve("account.sqlite-wal"));

    var report = bench.run(bench.inspect());

    assertThat(report).isNotInstanceOf(Inspected.class);
    assertThat(((Failed) report).reason()).startsWith("account.sqlite-wal is ");
  }

  /// Between the look at a folder and the write into it lies a moment, and this is what may happen in it.
  @ParameterizedTest(name = "{0} becomes a link to {1}")
  @CsvSource({"staged/repositories/a/site, live", "staged/repositories/a/site, outside",
      "staged/repositories/a, live", "staged, outside", "staged/.repositories.arriving, outside"})
  void aFolderThatBecomesALinkBeforeSomethingIsWrittenIntoItLeadsNowhere(String folder, String where) throws Exception {
    assumeThat(Landlock.offered()).as("a kernel with Landlock").isPresent();
    var elsewhere = Files.createDirectories(root.resolve("elsewhere/site"));
    Files.writeString(elsewhere.resolve("HEAD"), "somebody's");
    var target = where.equals("outside") ? elsewhere : bench.volume().resolve(folder.substring("staged/".length()));
    var process = Workers.program(SwappingWorker.class, bench.root().toString(), folder, target.toString())
        .redirectErrorStream(true).start();

    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).startsWith("it is a link now\nFailed[");
    assertThat(bench.files()).isEqualTo(before);
    assertThat(elsewhere).isDirectoryContaining(file -> file.endsWith("HEAD"));
    assertThat(elsewhere.toFile().list()).hasSize(1);
    assertThat(elsewhere.resolve("HEAD")).hasContent("somebody's");
  }

  @Test
  void aFolderThatBecomesALinkWhileItIsDeletedTakesNothingAlong() throws Exception {
    var home = Files.createDirectories(root.resolve("hostile"));
    var precious = Files.createDirectories(root.resolve("precious"));
    for (var i = 0; i < 50; i++) {
      Files.writeString(precious.resolve("file-" + i), "kept");
    }
    var over = new AtomicBoolean();
    var swapper = Thread.ofPlatform().start(() -> swap(home.resolve("inside"), precious, over));
    for (var i = 0; i < 300; i++) {
      try {
        Tree.delete(home.resolve("inside"));
      } catch (IOException _) {
        // Somebody is at work there; it must only take nothing along.
      }
    }
    over.set(true);
    swapper.join();

    assertThat(precious.toFile().list()).hasSize(50);
  }

  private static void swap(Path folder, Path target, AtomicBoolean over) {
    while (!over.get()) {
      try {
        var made = folder.resolveSibling("made-" + System.nanoTime());
        Files.createDirectories(made.resolve("a/b"));
        Files.writeString(made.resolve("a/file-1"), "");
        Files.move(made, folder);
        Files.move(folder, folder.resolveSibling("aside-" + System.nanoTime()));
        Files.createSymbolicLink(folder, target);
      } catch (IOException _) {
        // The other one was faster.
      }
    }
  }

  private Digest digest(String path) {
    try {
      return Digest.of(bench.volume().resolve(path));
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private Path own(String name) {
    return Bench.RUN.on(bench.volume()).resolve(name);
  }

  private void plant(String what, Path at) throws Exception {
    switch (what) {
      case "link to live data" -> Planted.at(at, "symbolic link", bench.volume().resolve("account.sqlite"));
      case "link outside" -> Planted.at(at, "symbolic link", outside);
      default -> Planted.at(at, what, outside);
    }
  }
}
