package dev.restorebot.knot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Reads loose refs as git does, and answers about objects as it is told, by the end of a repository's path.
final class FakeGit implements Git {
  final Map<String, List<String>> repairs = new ConcurrentHashMap<>();
  final Map<String, List<String>> doubts = new ConcurrentHashMap<>();
  final Map<String, List<String>> packs = new ConcurrentHashMap<>();
  final Map<String, List<String>> defects = new ConcurrentHashMap<>();
  final Map<String, Map<String, Long>> commits = new ConcurrentHashMap<>();
  final Map<String, String> failures = new ConcurrentHashMap<>();

  @Override
  public Refs refs(Path repository) throws IOException {
    fail(repository);
    var refs = new TreeMap<String, String>();
    var unreadable = new ArrayList<String>();
    if (Files.isDirectory(repository.resolve("refs"))) {
      try (Stream<Path> files = Files.walk(repository.resolve("refs"))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var name = repository.relativize(file).toString();
          var commit = Files.readString(file).strip();
          if (commit.isEmpty()) {
            unreadable.add(name + " is empty.");
          } else {
            refs.put(name, commit);
          }
        }
      }
    }
    var head = repository.resolve("HEAD");
    return new Refs(Files.exists(head) ? Files.readString(head).strip().replace("ref: ", "") : "", refs, unreadable);
  }

  @Override
  public Mending mend(Path repository) throws IOException {
    fail(repository);
    return new Mending(told(repairs, repository), told(doubts, repository), told(packs, repository));
  }

  @Override
  public List<String> defects(Path repository) throws IOException {
    fail(repository);
    return told(defects, repository);
  }

  @Override
  public SortedMap<String, Long> commitsOnlyIn(Path now, Path backup) {
    return new TreeMap<>(commits.getOrDefault(key(commits, now), Map.of()));
  }

  private void fail(Path repository) throws IOException {
    var failure = failures.get(key(failures, repository));
    if (failure != null) {
      throw new IOException(failure);
    }
  }

  private static List<String> told(Map<String, List<String>> all, Path repository) {
    return all.getOrDefault(key(all, repository), List.of());
  }

  private static String key(Map<String, ?> all, Path repository) {
    return all.keySet().stream().filter(end -> repository.toString().endsWith(end)).findFirst().orElse("");
  }
}
