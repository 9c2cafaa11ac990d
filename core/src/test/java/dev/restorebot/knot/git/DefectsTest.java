package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class DefectsTest {
  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static Path origin;

  @TempDir
  private Path folder;
  private Path repository;
  private final JGit ours = new JGit();

  @BeforeAll
  static void makeARepository() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    origin = git.init(shared.resolve("a.git"));
    git.commit(origin, "main", "a", "1");
    git.commit(origin, "main", "b", "2");
    git.run(origin, "tag", "-a", "v1", "-m", "one", "main");
    git.run(origin, "tag", "notes", "main:a");
  }

  @BeforeEach
  void copyIt() throws IOException {
    repository = GitCommand.copy(origin, folder.resolve("a.git"));
  }

  @Test
  void wholeOnesHaveNone() throws IOException {
    assertThat(defects()).isEmpty();

    git.run(repository, "gc", "--quiet");

    assertThat(defects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      main^        | The commit ID is missing; the commit NEEDED BY leads to it.  | main
      main^^{tree} | The tree ID is missing; the commit NEEDED BY leads to it.    | main^
      main:b       | The blob ID is missing; the tree NEEDED BY leads to it.      | main^{tree}
      v1           | The object ID is missing; refs/tags/v1 leads to it.          | main
      """)
  void whatIsMissingIsNamed(String what, String defect, String neededBy) throws IOException {
    var id = id(what);
    var expected = defect.replace("ID", id).replace("NEEDED BY", id(neededBy));
    Files.delete(object(id));

    assertThat(defects()).containsExactly(expected);
    assertThat(git.fsck(repository).well()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      main        | The commit ID is damaged: it cannot be unpacked.
      main^{tree} | The tree ID is damaged: it cannot be unpacked.
      v1          | The object ID is damaged: it cannot be unpacked.
      """)
  void whatIsDamagedIsNamed(String what, String defect) throws IOException {
    var id = id(what);
    var bytes = Files.readAllBytes(object(id));
    bytes[bytes.length / 2] ^= 0x10;
    rewrite(object(id), bytes);

    assertThat(defects()).containsExactly(defect.replace("ID", id));
    assertThat(git.fsck(repository).well()).isFalse();
  }

  /// Which git, asked for no more than connections, does not see.
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 16})
  void aBlobWithoutItsContentIsNamed(int length) throws IOException {
    var id = id("main:b");
    rewrite(object(id), new byte[length]);

    assertThat(defects()).containsExactly("The blob " + id + " is damaged: it cannot be unpacked.");
    assertThat(git.fsck(repository).well()).isTrue();
    assertThat(git.clone(repository, folder.resolve("clone")).well()).isFalse();
  }

  @Test
  void anObjectUnderTheNameOfAnotherIsDamaged() throws IOException {
    var main = id("main");
    rewrite(object(main), Files.readAllBytes(object(id("main^"))));

    assertThat(defects()).containsExactly(
        "The commit " + main + " is damaged: its content is not what its id stands for.");
  }

  @Test
  void fiveThousandLooseObjects() throws IOException {
    var many = git.manyLooseObjects(git.init(folder.resolve("many.git")), 5_000);
    try (var objects = Files.find(many.resolve("objects"), 2, (_, attributes) -> attributes.isRegularFile())) {
      assertThat(objects).hasSizeGreaterThanOrEqualTo(5_000);
    }

    assertThat(ours.defects(many)).isEmpty();
  }

  @Test
  void thereIsAnEndToWhatIsTold() throws IOException {
    for (var i = 0; i < 15; i++) {
      git.run(repository, "update-ref", "refs/heads/b" + i,
          git.run(repository, "commit-tree", "main^{tree}", "-m", "b" + i));
    }
    Files.delete(object(id("main^{tree}")));
    Files.delete(object(id("main^^{tree}")));
    for (var i = 0; i < 15; i++) {
      Files.delete(object(id("b" + i)));
    }

    assertThat(defects()).hasSize(11).last().isEqualTo("And 7 more.");
  }

  @Test
  void aBranchThatIsNoCommit() throws IOException {
    var blob = id("main:a");
    Files.writeString(repository.resolve("refs/heads/odd"), blob + "\n");

    assertThat(defects()).containsExactly("The blob " + blob + " cannot be what refs/heads/odd needs, a commit.");
    assertThat(git.fsck(repository).output()).contains("refs/heads/odd: not a commit");
  }

  @Test
  void whatIsNoRepositoryIsLeftAlone() throws IOException {
    var nothing = folder.resolve("nothing");
    var empty = Files.createDirectory(folder.resolve("empty"));
    var lost = git.init(folder.resolve("lost.git"));
    Files.writeString(lost.resolve("packed-refs"), id("main") + " refs/heads/main\n");
    Tree.delete(lost.resolve("objects"));

    assertThat(ours.defects(nothing)).containsExactly("It is not there.");
    assertThat(ours.defects(empty)).containsExactly(
        "It is no git repository: it has neither HEAD nor refs nor objects.");
    assertThat(ours.defects(lost)).containsExactly("It has no folder objects: none of its commits is there.");
    for (var path : List.of(nothing, empty, lost)) {
      assertThat(ours.mend(path).repairs()).isEmpty();
    }
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void aRepositoryWithoutHeadOrRefsIsNone() throws IOException {
    git.run(repository, "pack-refs", "--all");
    Files.delete(repository.resolve("HEAD"));
    Files.delete(repository.resolve("refs/heads"));
    Files.delete(repository.resolve("refs/tags"));
    Files.delete(repository.resolve("refs"));

    assertThat(defects()).containsExactly(
        "It has no folder refs, without which git does not take it for a repository.",
        "It has no HEAD, without which git does not take it for a repository.");
  }

  @Test
  void borrowedObjectsAreNotLookedAt() throws IOException {
    var borrower = folder.resolve("borrower.git");
    git.run(folder, "clone", "--quiet", "--bare", "--shared", repository.toString(), borrower.toString());

    assertThat(ours.defects(borrower)).first().isEqualTo(
        "It borrows objects from another folder (objects/info/alternates), which was not looked at.");
    assertThat(ours.defects(borrower)).anyMatch(defect -> defect.contains(id("main") + " is missing"));
  }

  @Test
  void theParentsOfShallowCommitsNeedNotBeThere() throws IOException {
    var shallow = folder.resolve("shallow.git");
    git.run(folder, "clone", "--quiet", "--bare", "--depth", "1", repository.toUri().toString(), shallow.toString());
    assertThat(git.run(shallow, "rev-list", "--count", "main")).isEqualTo("1");

    assertThat(ours.defects(shallow)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      include.path=/etc/passwd | config includes other files, which were not looked at.
      includeIf.gitdir:/.path=/etc/passwd | config includes other files, which were not looked at.
      core.worktree=/ | config has a core.worktree, with which git does not take it for a bare repository.
      core.repositoryformatversion=99 | config says that the repository has format 99, which git does not know.
      extensions.objectFormat=sha256 | config says that objects have names in sha256: its objects cannot be looked at here.
      extensions.refStorage=reftable | ''
      extensions.worktreeConfig=true | ''
      core.hooksPath=/tmp | ''
      core.fsmonitor=touch ran | ''
      filter.x.process=touch ran | ''
      core.multiPackIndex=true | ''
      """)
  void nothingInAConfigIsObeyed(String setting, String defect) throws IOException {
    var equals = setting.indexOf('=');
    git.run(repository, "config", setting.substring(0, equals), setting.substring(equals + 1));
    Files.writeString(repository.resolve("config.worktree"), "[core]\n\tworktree = /\n");

    assertThat(defects()).isEqualTo(defect.isEmpty() ? List.of() : List.of(defect));
    assertThat(repository.resolve("ran")).doesNotExist();
  }

  @Test
  void aLineOfShallowThatNamesNoCommitIsSaid() throws IOException {
    var file = Files.writeString(repository.resolve("shallow"), "");
    assertThat(ours.defects(repository)).isEmpty();

    Files.writeString(file, "1".repeat(40) + "\nPACK\n");

    assertThat(ours.defects(repository)).containsExactly(
        "shallow has a line that names no commit, at which git stops: PACK.");
    assertThat(git.attempt(repository, "", "rev-list", "--all").output()).contains("bad shallow line: PACK");
  }

  @Test
  void aConfigThatIsNoneIsSaid() throws IOException {
    Files.writeString(repository.resolve("config"), "[core\n");

    assertThat(defects()).containsExactly("config cannot be read: git stops at line 1 of it.");
  }

  /// Nor is anything written into it, to try out the file system's clock or otherwise.
  @Test
  void aRepositoryIsOnlyRead() throws IOException {
    Files.delete(object(id("main^")));
    var before = listing();

    assertThat(defects()).hasSize(1);
    assertThat(listing()).isEqualTo(before);
  }

  private List<String> defects() throws IOException {
    return ours.defects(repository);
  }

  private String listing() throws IOException {
    try (var files = Files.walk(repository)) {
      return files.map(file -> file + " " + file.toFile().lastModified()).sorted().collect(Collectors.joining("\n"));
    }
  }

  private String id(String what) {
    return git.run(repository, "rev-parse", what);
  }

  private Path object(String id) {
    return repository.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
  }

  private static void rewrite(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }
}
