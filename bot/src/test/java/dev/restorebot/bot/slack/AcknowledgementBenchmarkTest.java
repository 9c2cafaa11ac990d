package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.chat.ChatInbox;
import dev.restorebot.bot.slack.SlackWorld.Parts;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.sqlite.CountedInbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prints how long Slack waits for acknowledgements while a crowd says something every 20 ms. No figure makes it fail.
@Tag("benchmark")
class AcknowledgementBenchmarkTest {
  private static final Duration PAUSE = Duration.ofSeconds(10).dividedBy(Crowd.DEEDS);

  @TempDir
  Path folder;

  @Test
  void overSocketMode() throws Exception {
    measure("Socket Mode", Entrance.SOCKET);
  }

  @Test
  void overHttp() throws Exception {
    measure("HTTP", Entrance.HTTP);
  }

  private void measure(String way, Entrance entrance) throws Exception {
    var commits = new AtomicInteger();
    var parts = new Parts(entrance, UnaryOperator.identity(), UnaryOperator.identity(),
        (file, time) -> new ChatInbox(CountedInbox.open(file, time, commits::incrementAndGet), Optional.empty()));
    try (var world = SlackWorld.open(folder, UnaryOperator.identity(), parts)) {
      var first = world.says(SlackWorld.ALICE, "/restore pds latest-before 2026-02-25");
      var crowd = new Crowd(world.slack(), world.having("Approve"), "Approve");
      commits.set(0);

      var acks = act(crowd);

      var committed = commits.get();
      assertThat(acks).hasSize(Crowd.DEEDS).allMatch(ack -> ack.times() == 1);
      print(way, first, acks, committed);
      world.settle();
    }
  }

  private static List<Ack> act(Crowd crowd) throws InterruptedException {
    try (var metronome = Executors.newSingleThreadScheduledExecutor()) {
      var left = new AtomicInteger(Crowd.DEEDS);
      var beat = metronome.scheduleAtFixedRate(() -> {
        if (left.getAndDecrement() > 0) {
          crowd.act();
        } else {
          metronome.shutdown();
        }
      }, 0, PAUSE.toNanos(), TimeUnit.NANOSECONDS);
      assertThat(metronome.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
      assertThat(beat.isDone()).isTrue();
    }
    return crowd.awaitAll();
  }

  private static void print(String way, Ack first, List<Ack> acks, int commits) {
    var sorted = acks.stream().map(Ack::latency).sorted().toList();
    System.out.println(String.format(Locale.ROOT,
        "%s: %d acknowledgements, p50 %s, p99 %s, longest %s; the first of this bot %s;"
            + " %d commits of the inbox, each with one fsync",
        way, sorted.size(), millis(sorted.get(sorted.size() / 2)), millis(sorted.get(sorted.size() * 99 / 100)),
        millis(sorted.getLast()), millis(first.latency()), commits));
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }
}
