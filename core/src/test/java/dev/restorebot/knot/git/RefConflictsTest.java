package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A branch in a file and one in `packed-refs` of which one is called like a folder of the other. In a copy their files have the
/// times that they had in the bucket.
class RefConflictsTest {
  private static final String TOPIC = "refs/heads/topic";
  private static final String ONE = "refs/heads/topic/one";
  private static final FileTime EARLIER = FileTime.from(Instant.parse("2026-02-10T00:00:00Z"));
  private static final FileTime LATER = FileTime.from(Instant.parse("2026-02-23T00:00:00Z"));

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
    first = git.commit(origin, "main", "a", "1");
    second = git.commit(origin, "main", "b", "2");
  }

  @BeforeEach
  void copyThem() throws IOException {
    repository = GitCommand.copy(origin, folder.resolve("a.git"));
    new JGit().mend(repository);
  }

  @Test
  void aNewerFileCountsAgainstThePackedFolder() throws IOException {
    packed(ONE, first, EARLIER);
    loose(TOPIC, second, LATER);
    assertThat(ours.refs(repository).unreadable()).containsExactly(
        ONE + " of packed-refs cannot be read, since there is a file " + TOPIC + ".");
    assertThat(git.attempt(repository, "", "rev-parse", "--verify", "--quiet", ONE).well()).isFalse();

    assertThat(mended()).isEqualTo(
        "refs/heads/topic/one at FIRST was left out: refs/heads/topic cannot be there beside it, and is newer.");
    assertThat(refs()).isEqualTo("refs/heads/kept FIRST, refs/heads/main SECOND, refs/heads/topic SECOND");
  }

  @Test
  void anOlderFileMakesRoomForThePackedFolder() throws IOException {
    packed(ONE, first, LATER);
    loose(TOPIC, second, EARLIER);

    assertThat(mended()).isEqualTo(
        "refs/heads/topic at SECOND was left out: refs/heads/topic/one cannot be there beside it, and is newer.");
    assertThat(refs()).isEqualTo("refs/heads/kept FIRST, refs/heads/main SECOND, refs/heads/topic/one FIRST");
  }

  @Test
  void aNewerFileInTheFolderCountsAgainstThePackedRef() throws IOException {
    packed(TOPIC, first, EARLIER);
    loose(ONE, second, LATER);

    assertThat(mended()).isEqualTo(
        "refs/heads/topic at FIRST was left out: refs/heads/topic/one cannot be there beside it, and is newer.");
    assertThat(refs()).isEqualTo("refs/heads/kept FIRST, refs/heads/main SECOND, refs/heads/topic/one SECOND");
  }

  @Test
  void anOlderFileInTheFolderMakesRoomForThePackedRef() throws IOException {
    packed(TOPIC, first, LATER);
    loose(ONE, second, EARLIER);

    assertThat(mended()).isEqualTo(
        "refs/heads/topic/one at SECOND was left out: refs/heads/topic cannot be there beside it, and is newer.");
    assertThat(refs()).isEqualTo("refs/heads/kept FIRST, refs/heads/main SECOND, refs/heads/topic FIRST");
  }

  @Test
  void theFileCountsIfBothAreFromTheSameMoment() throws IOException {
    packed(ONE, first, LATER);
    loose(TOPIC, second, LATER);

    assertThat(mended()).startsWith("refs/heads/topic/one at FIRST was left out: ");
  }

  @Test
  void whatLeadsToMissingObjectsMakesRoomHoweverNewItIs() throws IOException {
    packed(ONE, first, EARLIER);
    loose(TOPIC, "1".repeat(40), LATER);

    assertThat(mended())
        .isEqualTo("refs/heads/topic at " + "1".repeat(40) + " was left out: refs/heads/topic/one cannot be"
            + " there beside it, and of refs/heads/topic objects are missing.");
    assertThat(refs()).isEqualTo("refs/heads/kept FIRST, refs/heads/main SECOND, refs/heads/topic/one FIRST");
  }

  @Test
  void whatIsPackedWithAPeeledTagStaysWhole() throws IOException {
    git.run(repository, "tag", "-a", "v1", "-m", "one", "main");
    git.run(repository, "tag", "-a", "w/1", "-m", "one", "main");
    git.run(repository, "pack-refs", "--all");
    Files.createDirectories(repository.resolve("refs/tags"));
    loose("refs/tags/v1/x", first, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(mended()).startsWith("refs/tags/v1 at ").endsWith("and is newer.");
    assertThat(Files.readString(repository.resolve("packed-refs"))).doesNotContain("refs/tags/v1")
        .contains("refs/tags/w/1\n^");
  }

  private void packed(String name, String id, FileTime time) throws IOException {
    var file = repository.resolve("packed-refs");
    Files.writeString(file,
        "# pack-refs with: peeled fully-peeled sorted \n" + first + " refs/heads/kept\n" + id + " " + name
            + "\n");
    Files.setLastModifiedTime(file, time);
  }

  private void loose(String name, String id, FileTime time) throws IOException {
    var file = repository.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, id + "\n");
    Files.setLastModifiedTime(file, time);
  }

  /// What was said; git then reads every branch that there is, and takes a push to each.
  private String mended() throws IOException {
    var mending = ours.mend(repository);
    assertThat(mending.repairs()).isEmpty();
    assertThat(ours.mend(repository).doubts()).isEmpty();
    assertThat(ours.refs(repository).unreadable()).isEmpty();
    assertThat(ours.defects(repository)).isEmpty();
    assertThat(git.fsck(repository)).returns(0, GitCommand.Ended::code);
    for (var ref : ours.refs(repository).refs().keySet()) {
      if (ref.startsWith("refs/heads/")) {
        git.run(repository, "update-ref", ref + "-pushed", ref);
        git.run(repository, "update-ref", "-d", ref + "-pushed");
        git.run(repository, "update-ref", ref, ref, ref);
      }
    }
    return mending.doubts().stream().collect(Collectors.joining("\n")).replace(first, "FIRST").replace(second,
        "SECOND");
  }

  private String refs() {
    return Stream.of(git.run(repository, "for-each-ref", "--format=%(refname) %(objectname)").split("\n", -1))
        .collect(Collectors.joining(", ")).replace(first, "FIRST").replace(second, "SECOND");
  }
}
