package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitsOnlyInTest {
  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static Path origin;

  @TempDir
  private Path folder;
  private Path now;
  private Path backup;

  @BeforeAll
  static void makeARepository() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    origin = git.init(shared.resolve("a.git"));
    for (var i = 0; i < 4; i++) {
      git.commit(origin, "main", "a", "" + i);
    }
    git.run(origin, "branch", "feature", "main~2");
  }

  @BeforeEach
  void copyItTwice() throws IOException {
    now = GitCommand.copy(origin, folder.resolve("now.git"));
    backup = GitCommand.copy(origin, folder.resolve("backup.git"));
  }

  @Test
  void whatIsTheSameHasNone() throws IOException {
    git.run(now, "gc", "--quiet");

    assertThat(told()).isEmpty();
  }

  @Test
  void countsWhatWasPushedSince() throws IOException {
    git.commit(now, "main", "a", "new");
    git.commit(now, "main", "b", "newer");
    git.run(now, "branch", "release", "main~1");
    git.commit(now, "topic", "c", "a start of its own");
    git.run(now, "tag", "-a", "v2", "-m", "two", "main");
    git.run(now, "tag", "old", "main~4");
    git.run(now, "tag", "file", "main:a");
    git.run(now, "update-ref", "refs/hidden/x", "main");
    git.run(now, "branch", "-D", "feature");

    assertThat(told()).isEqualTo("""
        refs/heads/main 2
        refs/heads/release 1
        refs/heads/topic 1
        refs/tags/v2 2
        """);
  }

  /// As in the bot, which has fetched the refs of the backup alone.
  @Test
  void needsNoObjectsOfTheBackup() throws IOException {
    Files.move(backup.resolve("objects"), folder.resolve("gone"));
    git.commit(now, "main", "a", "new");

    assertThat(told()).isEqualTo("refs/heads/main 1\n");
  }

  @Test
  void aBranchThatWasWrittenAnewSharesWhatCameBefore() throws IOException {
    git.commit(backup, "main", "a", "in the backup alone");
    git.run(now, "update-ref", "refs/heads/main", git.run(now, "rev-parse", "main~2"));
    git.commit(now, "main", "a", "instead");

    assertThat(told()).isEqualTo("refs/heads/main 1\n");
  }

  @Test
  void mergesCountWithAllTheyBring() throws IOException {
    var side = git.commit(now, "feature", "b", "side");
    var tree = git.run(now, "rev-parse", "main^{tree}");
    git.run(now, "update-ref", "refs/heads/main",
        git.run(now, "commit-tree", tree, "-m", "Merge", "-p", git.run(now, "rev-parse", "main"), "-p", side));

    assertThat(told()).isEqualTo("""
        refs/heads/feature 1
        refs/heads/main 2
        """);
    assertThat(git.run(now, "rev-list", "--count", "main", "^main^1", "^feature~1")).isEqualTo("2");
  }

  @Test
  void aCommitThatCannotBeReadCountsAndItsAncestorsDoNot() throws IOException {
    git.run(now, "branch", "gone", "main");
    for (var i = 0; i < 3; i++) {
      git.commit(now, "gone", "a", "new " + i);
    }
    var id = git.run(now, "rev-parse", "gone~1");
    Files.delete(now.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2)));
    Files.writeString(now.resolve("refs/heads/lost"), "0123456789".repeat(4));

    assertThat(told()).isEqualTo("""
        refs/heads/gone 2
        refs/heads/lost 1
        """);
  }

  @Test
  void thereIsAnEndToCounting() throws IOException {
    var stream = IntStream.range(0, 10_500)
        .mapToObj(i -> "commit refs/heads/long\ncommitter Alice <alice@example.com> " + (1_800_000_000L + i)
            + " +0000\ndata 1\nx\n")
        .collect(Collectors.joining());
    assertThat(git.attempt(now, stream, "fast-import", "--quiet")).returns(0, GitCommand.Ended::code);

    assertThat(told()).isEqualTo("refs/heads/long 10000\n");
  }

  private String told() throws IOException {
    return new JGit().commitsOnlyIn(now, backup).entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue() + "\n").collect(Collectors.joining());
  }
}
