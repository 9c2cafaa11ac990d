package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mirror that never deletes keeps the files of refs that `git pack-refs` removed. In each of these, `main` was packed at
/// one commit and has a file that says another.
class StaleRefsTest {
  private static final String MAIN = "refs/heads/main";

  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static Path origin;
  private static String first;
  private static String second;

  @TempDir
  private Path folder;
  private Path repository;
  private final JGit ours = new JGit();

  @BeforeAll
  static void makeTwoCommits() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    origin = git.init(shared.resolve("a.git"));
    Files.createDirectory(origin.resolve("branches"));
    first = git.commit(origin, "main", "a", "1");
    second = git.commit(origin, "main", "b", "2");
  }

  @BeforeEach
  void copyThem() throws IOException {
    repository = GitCommand.copy(origin, folder.resolve("a.git"));
  }

  @Test
  void anOlderFileGoes() throws IOException {
    packed(second);
    loose(first);
    assertThat(main()).isEqualTo(first);

    assertThat(mended())
        .isEqualTo("- The file refs/heads/main would have taken it back to FIRST; it was removed, and SECOND of"
            + " packed-refs counts.");
    assertThat(main()).isEqualTo(second);
    assertThat(mended()).isEmpty();
    assertThat(sound()).isTrue();
  }

  @Test
  void aNewerFileStays() throws IOException {
    packed(first);
    loose(second);

    assertThat(mended()).isEmpty();
    assertThat(main()).isEqualTo(second);
    assertThat(sound()).isTrue();
  }

  @Test
  void ofTwoThatAreNotRelatedTheFileStaysAndIsDoubted() throws IOException {
    git.run(repository, "update-ref", "-d", MAIN);
    var other = git.commit(repository, "main", "a", "another start");
    packed(second);
    loose(other);

    assertThat(mended())
        .isEqualTo("? refs/heads/main is at " + other + ", as its file says; packed-refs says SECOND, and"
            + " neither leads to the other.");
    assertThat(main()).isEqualTo(other);
    assertThat(sound()).isTrue();
  }

  @Test
  void aFileThatLeadsToMissingObjectsGoes() throws IOException {
    packed(first);
    loose(second);
    delete(git.run(repository, "rev-parse", second + ":b"));

    assertThat(mended())
        .isEqualTo("? The file refs/heads/main led to SECOND, of which objects are missing; it was removed, and"
            + " FIRST of packed-refs counts instead.");
    assertThat(main()).isEqualTo(first);
    assertThat(sound()).isTrue();
  }

  @Test
  void aFileStaysIfThePackedCommitIsMissing() throws IOException {
    packed(second);
    loose(first);
    delete(second);

    assertThat(mended())
        .isEqualTo("? refs/heads/main is at FIRST, as its file says; packed-refs says SECOND, of which objects"
            + " are missing.");
    assertThat(main()).isEqualTo(first);
    assertThat(sound()).isTrue();
  }

  @Test
  void ofTwoThatAreNotWholeTheFileStays() throws IOException {
    packed(second);
    loose(first);
    delete(git.run(repository, "rev-parse", first + ":a"));

    assertThat(mended())
        .isEqualTo("? refs/heads/main is at FIRST, as its file says, and packed-refs says SECOND; of both,"
            + " objects are missing.");
    assertThat(main()).isEqualTo(first);
    assertThat(sound()).isFalse();
  }

  @Test
  void aFileThatWasCutGoes() throws IOException {
    packed(second);
    Files.writeString(repository.resolve(MAIN), "");

    assertThat(mended())
        .isEqualTo("? The file refs/heads/main could not be read; it was removed, and SECOND of packed-refs"
            + " counts instead.");
    assertThat(main()).isEqualTo(second);
    assertThat(sound()).isTrue();
  }

  @Test
  void aFileThatWasCutStaysIfThereIsNothingBetter() throws IOException {
    packed(second);
    Files.writeString(repository.resolve(MAIN), "");
    delete(second);

    assertThat(mended()).isEmpty();
    assertThat(ours.defects(repository)).contains("refs/heads/main cannot be read: it is empty.");
    assertThat(sound()).isFalse();
  }

  @Test
  void aTagThatWasMadeAgainIsDoubted() throws IOException {
    git.run(repository, "tag", "-a", "v1", "-m", "one", first);
    git.run(repository, "pack-refs", "--all");
    git.run(repository, "tag", "--force", "-a", "v1", "-m", "one again", second);

    assertThat(mended())
        .matches("\\? refs/tags/v1 is at \\w{40}, as its file says; packed-refs says \\w{40}, and neither leads"
            + " to the other\\.");
    assertThat(sound()).isTrue();
  }

  @Test
  void manyBranchesAreSettledEachForItself() throws IOException {
    git.run(repository, "branch", "stale", first);
    git.run(repository, "branch", "ahead", first);
    git.run(repository, "branch", "same", first);
    git.run(repository, "update-ref", "refs/heads/stale", second);
    git.run(repository, "pack-refs", "--all", "--no-prune");
    Files.writeString(repository.resolve("refs/heads/stale"), first + "\n");
    Files.writeString(repository.resolve("refs/heads/ahead"), second + "\n");

    assertThat(mended()).startsWith("- The file refs/heads/stale would have").doesNotContain("\n");
    assertThat(git.run(repository, "for-each-ref", "--format=%(refname:short) %(objectname)")).isEqualTo(
        "ahead " + second + "\nmain " + second + "\nsame " + first + "\nstale " + second);
  }

  private void packed(String id) {
    git.run(repository, "update-ref", MAIN, id);
    git.run(repository, "pack-refs", "--all");
  }

  private void loose(String id) throws IOException {
    Files.writeString(repository.resolve(MAIN), id + "\n");
  }

  private void delete(String id) throws IOException {
    Files.delete(repository.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2)));
  }

  private String main() {
    return git.run(repository, "rev-parse", MAIN);
  }

  /// Whether git says so, and we do.
  private boolean sound() throws IOException {
    var defects = ours.defects(repository);
    assertThat(defects.isEmpty()).as(defects.toString()).isEqualTo(git.fsck(repository).well());
    return defects.isEmpty();
  }

  private String mended() throws IOException {
    var mending = ours.mend(repository);
    return Stream
        .concat(mending.repairs().stream().map(repair -> "- " + repair),
            mending.doubts().stream().map(doubt -> "? " + doubt))
        .collect(Collectors.joining("\n")).replace(first, "FIRST").replace(second, "SECOND");
  }
}
