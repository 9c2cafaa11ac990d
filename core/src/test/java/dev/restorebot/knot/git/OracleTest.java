package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damage that nobody chose, judged by us and by git: a repository without defects passes `git fsck --connectivity-only` and
/// `git verify-pack`, and can be cloned, and one with defects fails at one of the three. We may be stricter in this:
///
/// - the index of a pack must be as it was written, where git finds out when it meets what was changed;
/// - `packed-refs` must be in order, where git finds out when it looks for one ref;
/// - the name of a ref must be UTF-8.
class OracleTest {
  private static final int DAMAGES = 30;

  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static Path origin;
  private final JGit ours = new JGit();

  @BeforeAll
  static void makeARepositoryWithAPackAndLooseObjects() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    origin = git.init(shared.resolve("a.git"));
    git.run(origin, "config", "gc.writeCommitGraph", "false");
    for (var i = 0; i < 6; i++) {
      git.commit(origin, i % 3 == 0 ? "main" : "feature" + i % 3, "file" + i, "content " + i + "\n".repeat(50));
    }
    git.run(origin, "tag", "-a", "v1", "-m", "one", "main");
    git.run(origin, "gc", "--quiet");
    for (var i = 0; i < 3; i++) {
      git.commit(origin, "main", "later" + i, "content " + i);
    }
    git.run(origin, "tag", "-a", "v2", "-m", "two", "main");
  }

  static IntStream seeds() {
    return IntStream.range(0, DAMAGES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithGit(int seed, @TempDir Path folder) throws IOException {
    var repository = GitCommand.copy(origin, folder.resolve("a.git"));
    var random = new Random(seed);
    var files = files(repository);
    var file = files.get(random.nextInt(files.size()));
    var damage = repository.relativize(file) + " " + damage(file, random);

    agree(repository, damage);
    ours.mend(repository);
    agree(repository, damage + ", mended");

    assertThat(ours.mend(repository).repairs()).as(damage).isEmpty();
  }

  private void agree(Path repository, String damage) throws IOException {
    var defects = ours.defects(repository);
    if (!defects.isEmpty() && damage.matches("(.*\\.idx|packed-refs|HEAD changed) .*")) {
      return;
    }
    var judged = git.fsck(repository);
    if (judged.well()) {
      judged = git.verifyPacks(repository);
    }
    if (judged.well()) {
      judged = git.clone(repository, Files.createTempDirectory(repository.getParent(), "clone"));
    }
    assertThat(defects.isEmpty()).as("%s: %s, and git: %s", damage, defects, judged).isEqualTo(judged.well());
  }

  /// Refs and objects, and not what git only reads to be faster. What it makes of single settings is its own affair.
  private static List<Path> files(Path repository) throws IOException {
    try (var files = Files.walk(repository)) {
      return new ArrayList<>(files.filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*/objects/info/.*|.*\\.(rev|bitmap)|.*/config")).sorted()
          .toList());
    }
  }

  private static String damage(Path file, Random random) throws IOException {
    var bytes = Files.readAllBytes(file);
    Files.delete(file);
    return switch (random.nextInt(4)) {
      case 0 -> "deleted";
      case 1 -> {
        var length = random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));
        yield "cut to " + length;
      }
      case 2 -> {
        var at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        yield "changed at " + at;
      }
      default -> {
        Files.write(file, new byte[bytes.length]);
        yield "zeroed";
      }
    };
  }
}
