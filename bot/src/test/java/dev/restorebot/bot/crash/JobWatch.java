package dev.restorebot.bot.crash;

import dev.restorebot.bot.crash.Reference.JobSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sees the Jobs of a world come up. Confined to its thread.
final class JobWatch {
  private final World world;
  private final Set<String> known = new HashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<JobSeen> seen = new ArrayList<>();

  JobWatch(World world) {
    this.world = world;
  }

  /// The Jobs that came up since it last looked, each with the number of its worker's process.
  Map<JobSeen, Long> look() throws IOException {
    var news = new HashMap<JobSeen, Long>();
    for (var name : world.in("jobs")) {
      var worker = worker(world.folder().resolve("jobs").resolve(name));
      if (worker.isPresent() && known.add(name + " " + worker.get())) {
        var operation = name.replaceFirst("^restorebot-r-[0-9a-z]+-", "").replaceFirst("-\\d+$", "");
        var job = new JobSeen(operation, counts.merge(operation, 1, Integer::sum));
        seen.add(job);
        news.put(job, worker.get());
      }
    }
    return news;
  }

  /// All that it has seen, in order.
  List<JobSeen> seen() {
    return List.copyOf(seen);
  }

  private static Optional<Long> worker(Path job) throws IOException {
    try {
      return Optional.of(Long.parseLong(Files.readString(job.resolve("worker")).strip()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
