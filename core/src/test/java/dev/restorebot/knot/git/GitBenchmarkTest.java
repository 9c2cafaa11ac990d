package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prints how long a look at a repository takes, beside `git fsck --connectivity-only`. No figure makes it fail.
@Tag("benchmark")
class GitBenchmarkTest {
  private static final int ROUNDS = 3;

  @TempDir
  private Path folder;

  @Test
  void fiveThousandLooseObjects() throws IOException {
    var git = new GitCommand(Files.createDirectory(folder.resolve("home")));

    measure(git, git.manyLooseObjects(git.init(folder.resolve("loose.git")), 5_000), "5,000 loose objects");
  }

  @Test
  void aPackOfAHundredMegabytes() throws IOException {
    var git = new GitCommand(Files.createDirectory(folder.resolve("home")));
    var repository = git.init(folder.resolve("packed.git"));
    var random = new Random(1);
    var stream = new StringBuilder();
    for (var i = 0; i < 25_000; i++) {
      var content = new StringBuilder();
      random.ints(4_000, 0, 256).forEach(character -> content.append((char) character));
      stream.append("commit refs/heads/main\ncommitter Alice <alice@example.com> ").append(1_772_000_000 + i)
          .append(" +0000\ndata 1\nx\nM 100644 inline d").append(i % 100).append("/f").append(i % 2000)
          .append("\ndata 4000\n").append(content).append('\n');
    }
    git.attempt(repository, stream.toString(), "fast-import", "--quiet");

    measure(git, repository, "a pack of 100 MB with 100,000 objects");
  }

  private static void measure(GitCommand git, Path repository, String what) throws IOException {
    for (var round = 1; round <= ROUNDS; round++) {
      var start = System.nanoTime();
      assertThat(new JGit().defects(repository)).isEmpty();
      var ours = System.nanoTime() - start;
      assertThat(git.fsck(repository)).returns(0, GitCommand.Ended::code);
      var gits = System.nanoTime() - start - ours;
      System.out.println("%s, round %d: defects %d ms, git fsck --connectivity-only %d ms"
          .formatted(what, round, ours / 1_000_000, gits / 1_000_000));
    }
  }
}
