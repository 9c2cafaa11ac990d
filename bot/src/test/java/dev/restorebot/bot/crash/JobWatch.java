package dev.restorebot.bot.crash;

import dev.restorebot.bot.crash.Reference.JobSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sees the Jobs of a world come up and end, and what a worker on standby is told to do, as if that were a Job. Confined to its thread.
final class JobWatch {
  private static final Pattern ORDER = Pattern.compile("\"line\":\"(heard|answered)\",\"order\":\"([^\"]+)\"");

  /// How long to wait between two looks.
  static final Duration LOOK = Duration.ofMillis(5);

  private final World world;
  private final Map<String, Sight> sights = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<JobSeen, Duration> lasted = new LinkedHashMap<>();

  JobWatch(World world) {
    this.world = world;
  }

  /// @param order what a worker on standby is told that it does; empty for the Job itself
  private record Sight(JobSeen job, ProcessHandle worker, Path home, Optional<String> order, long since) {}

  /// The Jobs that came up since it last looked, each with the process of its worker.
  Map<JobSeen, ProcessHandle> look() throws IOException {
    sights.values().removeIf(this::hasEnded);
    var news = new HashMap<JobSeen, ProcessHandle>();
    for (var name : world.in("jobs")) {
      var home = world.folder().resolve("jobs").resolve(name);
      var worker = worker(home);
      if (worker.isPresent()) {
        see(news, home, worker.get(), name.replaceFirst("^(pds|knot)-", "").replaceFirst("-r-.*", ""),
            Optional.empty());
        var order = underWay(home);
        if (order.isPresent()) {
          see(news, home, worker.get(), order.get().replaceFirst("-.*", ""), order);
        }
      }
    }
    return news;
  }

  private void see(Map<JobSeen, ProcessHandle> news, Path home, ProcessHandle worker, String operation,
      Optional<String> order) {
    var key = home + " " + worker.pid() + " " + order.orElse("");
    if (!sights.containsKey(key) && worker.isAlive()) {
      var job = new JobSeen(operation, counts.merge(operation, 1, Integer::sum));
      sights.put(key, new Sight(job, worker, home, order, System.nanoTime()));
      lasted.put(job, Duration.ZERO);
      news.put(job, worker);
    }
  }

  /// What a worker on standby is doing now: the order that it has heard and not answered.
  static Optional<String> underWay(Path home) throws IOException {
    try {
      var heard = Optional.<String>empty();
      var lines = ORDER.matcher(Files.readString(home.resolve("stdout")));
      while (lines.find()) {
        heard = lines.group(1).equals("heard") ? Optional.of(lines.group(2)) : Optional.empty();
      }
      return heard;
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private boolean hasEnded(Sight sight) {
    if (sight.worker().isAlive() && (sight.order().isEmpty() || isUnderWay(sight))) {
      return false;
    }
    lasted.put(sight.job(), Duration.ofNanos(System.nanoTime() - sight.since()));
    return true;
  }

  private static boolean isUnderWay(Sight sight) {
    try {
      return underWay(sight.home()).equals(sight.order());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All Jobs that it has seen, in order, with how long they were at work.
  Map<JobSeen, Duration> lasted() {
    return new LinkedHashMap<>(lasted);
  }

  /// The worker of a Job, if it is at work.
  private static Optional<ProcessHandle> worker(Path job) throws IOException {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(job.resolve("worker")).strip()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
