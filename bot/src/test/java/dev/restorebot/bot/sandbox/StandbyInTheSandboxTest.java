package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Around;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From when people ask for a restore, one worker waits beside the service; it does all that the run has to do on the volume until the
/// data are replaced, and is gone when the run is over, however that ends.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StandbyInTheSandboxTest {
  private static final List<String> APPROVED =
      List.of("alice: /restore pds latest-before 2026-02-25", "bob: [Approve]");

  @TempDir
  private Path folder;

  /// What is said.
  private static String play(Sandbox world, List<String> lines) throws Exception {
    return play(world, Place.in(world), lines);
  }

  private static String play(Sandbox world, Place place, List<String> lines) throws Exception {
    var out = new ByteArrayOutputStream();
    Script.of(lines).unwrapped().play(world, Wiring.opening(world, place, UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  /// The cluster, which takes nothing back.
  private static Cluster keeping(Cluster cluster) {
    return Around.port(Cluster.class, cluster, (method, _) -> {
      if (method.getName().equals("discard")) {
        throw new ClusterException("no answer");
      }
    });
  }

  private static List<String> jobs(Sandbox world) throws IOException {
    try (Stream<Path> jobs = Files.list(world.folder().resolve("jobs"))) {
      return jobs.map(job -> job.getFileName().toString().replaceFirst("-r-.*", "")).sorted().toList();
    }
  }

  @Test
  void waitsWhilePeopleThinkAndIsGoneWhenTheyCancel() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      play(world, APPROVED);
      assertThat(jobs(world)).as("it has looked and staged").containsExactly("pds-standby");

      assertThat(play(world, List.of("alice: [Stop here]"))).contains("Over: people said no");

      assertThat(jobs(world)).isEmpty();
    }
  }

  /// What a worker may write while it looks is less than while it stages, and both are done in one process.
  @Test
  void stagesWhateverItLookedAtBefore() throws Exception {
    try (var world = Worlds.openKnot(folder.resolve("world"))) {
      assertThat(play(world, List.of("alice: /restore knot latest-before 2026-02-25", "bob: [Approve]")))
          .contains("[Grant access]");

      assertThat(jobs(world)).containsExactly("knot-standby");
    }
  }

  @Test
  void isGoneWhenNothingIsToBeRestored() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      assertThat(play(world, List.of("alice: /restore pds latest-before 2026-02-25 --dry-run"))).contains("Dry run");
      assertThat(play(world, List.of("alice: /restore pds latest-before 2016-02-25"))).contains("Refused: no snapshot");

      assertThat(jobs(world)).isEmpty();
    }
  }

  /// It is said after one round of questions: each may take a minute.
  @Test
  void isNotAskedForAgainWhereTheClusterIsAway() throws Exception {
    var asked = new AtomicInteger();
    try (var world = Worlds.open(folder.resolve("world"))) {
      var place = Place.in(world);
      var away = Around.port(Cluster.class, place.cluster(), (_, _) -> {
        asked.incrementAndGet();
        throw new ClusterException(Kind.UNAVAILABLE, "the API server does not answer", new IOException("timed out"));
      });

      assertThat(play(world, place.with(away), List.of("alice: /restore pds latest-before 2026-02-25")))
          .contains("Refused: the API server does not answer", "Try again when the cluster answers.");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void isGoneAtTheNextRestoreWhereTheClusterWasAwayAtTheEndOfTheLast() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      var place = Place.in(world);
      play(world, place.with(keeping(place.cluster())),
          List.of("alice: /restore pds latest-before 2026-02-25 --dry-run"));
      assertThat(jobs(world)).containsExactly("pds-standby");

      play(world, List.of("alice: /restore pds latest-before 2026-02-25 --dry-run"));

      assertThat(jobs(world)).isEmpty();
    }
  }

  @Test
  void isGoneWhenTheRestoreIsDone() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      assertThat(play(world, Stream.concat(APPROVED.stream(), Stream.of("bob: [Replace data]")).toList()))
          .contains("every check passed");

      assertThat(jobs(world)).isEmpty();
    }
  }
}
