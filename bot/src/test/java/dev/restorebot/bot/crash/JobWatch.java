package dev.restorebot.bot.crash;

import dev.restorebot.bot.crash.Reference.JobSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees the Jobs of a world come up and end. Confined to its thread.
final class JobWatch {
  /// How long to wait between two looks.
  static final Duration LOOK = Duration.ofMillis(5);

  private final World world;
  private final Map<String, Sight> sights = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<JobSeen, Duration> lasted = new LinkedHashMap<>();

  JobWatch(World world) {
    this.world = world;
  }

  private record Sight(JobSeen job, ProcessHandle worker, long since) {}

  /// The Jobs that came up since it last looked, each with the process of its worker.
  Map<JobSeen, ProcessHandle> look() throws IOException {
    sights.values().removeIf(this::hasEnded);
    var news = new HashMap<JobSeen, ProcessHandle>();
    for (var name : world.in("jobs")) {
      var worker = worker(world.folder().resolve("jobs").resolve(name));
      if (worker.isPresent() && !sights.containsKey(name + " " + worker.get().pid())) {
        var operation = name.replaceFirst("^(pds|knot)-", "").replaceFirst("-r-.*", "");
        var job = new JobSeen(operation, counts.merge(operation, 1, Integer::sum));
        sights.put(name + " " + worker.get().pid(), new Sight(job, worker.get(), System.nanoTime()));
        lasted.put(job, Duration.ZERO);
        news.put(job, worker.get());
      }
    }
    return news;
  }

  private boolean hasEnded(Sight sight) {
    if (sight.worker().isAlive()) {
      return false;
    }
    lasted.put(sight.job(), Duration.ofNanos(System.nanoTime() - sight.since()));
    return true;
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
