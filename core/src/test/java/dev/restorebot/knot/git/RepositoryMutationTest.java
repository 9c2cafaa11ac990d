package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Repositories that were made wrong in every way that came to mind. Mending and judging one always comes to an end, and never
/// with an exception; afterwards a knot finds what is in its packs; and where we say that it is whole, git can read every branch.
@Execution(ExecutionMode.CONCURRENT)
class RepositoryMutationTest {
  private static final long SEED = 20_261_128;

  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static List<Path> origins;
  private static Path other;
  private final JGit ours = new JGit();

  @BeforeAll
  static void makeRepositories() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    other = repository("other.git", "theirs");
    git.run(other, "gc", "--quiet");
    var loose = repository("loose.git", "ours");
    var packed = repository("packed.git", "ours");
    git.run(packed, "gc", "--quiet");
    git.run(packed, "commit-graph", "write", "--reachable");
    git.run(packed, "update-server-info");
    git.commit(packed, "main", "later", "1");
    git.commit(packed, "feature1", "later", "2");
    var packs = repository("packs.git", "ours");
    git.run(packs, "repack", "-dq");
    git.commit(packs, "main", "later", "1");
    git.run(packs, "repack", "-dq");
    git.run(packs, "pack-refs", "--all");
    git.commit(packs, "main", "later", "2");
    git.run(packs, "repack", "-dq");
    git.run(packs, "multi-pack-index", "write");
    origins = List.of(loose, packed, packs);
    for (var origin : origins) {
      new JGit().mend(origin);
      assertThat(new JGit().defects(origin)).isEmpty();
    }
  }

  private static Path repository(String name, String content) {
    var made = git.init(shared.resolve(name));
    for (var i = 0; i < 6; i++) {
      git.commit(made, i % 3 == 0 ? "main" : "feature" + i % 3, "file" + i % 4, content + i + "\n".repeat(50));
    }
    git.run(made, "tag", "-a", "v1", "-m", "one", "main");
    git.run(made, "tag", "light", "feature1");
    return made;
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void judgesFiveHundred(@TempDir Path folder) throws IOException {
    mutate(SEED, 500, folder);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void judgesTenThousand(@TempDir Path folder) throws IOException {
    mutate(SEED + 1, 10_000, folder);
  }

  private void mutate(long seed, int count, Path folder) throws IOException {
    var random = new Random(seed);
    var mutation = new RepositoryMutation(random, other);
    var tally = new TreeMap<String, Integer>();
    for (var i = 0; i < count; i++) {
      var repository = GitCommand.copy(origins.get(random.nextInt(origins.size())), folder.resolve("a.git"));
      var changes = new ArrayList<String>();
      for (var left = 1 + random.nextInt(3); left > 0; left--) {
        changes.add(mutation.change(repository));
      }
      var what = "repository %d of seed %d, %s".formatted(i, seed, changes);
      try {
        judge(repository, what, tally);
      } catch (IOException | RuntimeException e) {
        fail(what + " ends in " + e, e);
      }
      Tree.delete(repository);
    }
    System.out.println("%d mutated repositories (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.keySet()).contains("whole", "broken", "mended");
  }

  private void judge(Path repository, String what, Map<String, Integer> tally) throws IOException {
    var mending = ours.mend(repository);
    if (!mending.repairs().isEmpty() || !mending.doubts().isEmpty()) {
      tally.merge("mended", 1, Integer::sum);
    }
    assertThat(ours.mend(repository).repairs()).as("mended again: " + what).isEmpty();
    packsHaveIndexes(repository, what);
    var defects = ours.defects(repository);
    tally.merge(defects.isEmpty() ? "whole" : "broken", 1, Integer::sum);
    if (defects.isEmpty()) {
      gitReadsAll(repository, what);
    }
  }

  private static void packsHaveIndexes(Path repository, String what) throws IOException {
    var folder = repository.resolve("objects/pack");
    if (!Files.isDirectory(folder) || !Files.exists(repository.resolve("HEAD"))) {
      return;
    }
    try (var packs = Files.newDirectoryStream(folder, "pack-*.pack")) {
      assertThat(packs).as(what).allSatisfy(pack -> assertThat(Packs.beside(pack, ".idx")).isRegularFile());
    }
  }

  private void gitReadsAll(Path repository, String what) throws IOException {
    var clone = repository.resolveSibling("clone.git");
    var listed = git.attempt(repository, "", "for-each-ref", "--format=%(refname) %(objectname)");
    assertThat(listed.well()).as("%s: git says %s", what, listed.output()).isTrue();
    ours.refs(repository).refs()
        .forEach((name, id) -> assertThat(listed.output()).as(what).contains(name + " " + id + "\n"));
    // Which looks at what no ref leads to, as well.
    if (!git.attempt(repository, "", "fsck", "--no-dangling").well()) {
      var read = git.clone(repository, clone);
      assertThat(read.well()).as("%s: git says %s", what, read.output()).isTrue();
      Tree.delete(clone);
    }
  }
}
