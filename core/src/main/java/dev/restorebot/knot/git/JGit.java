package dev.restorebot.knot.git;

import dev.restorebot.knot.Git;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/// Bare git repositories, through JGit. Thread-safe: it keeps nothing between two calls.
public final class JGit implements Git {
  @Override
  public Refs refs(Path repository) throws IOException {
    return RefFiles.of(repository).refs();
  }

  @Override
  public Mending mend(Path repository) throws IOException {
    return new Repair(repository).mend();
  }

  @Override
  public List<String> defects(Path repository) throws IOException {
    return new Inspection(repository).defects();
  }

  @Override
  public SortedMap<String, Long> commitsOnlyIn(Path now, Path backup) throws IOException {
    return new Comparison(now, backup).commitsOnlyInNow();
  }
}
