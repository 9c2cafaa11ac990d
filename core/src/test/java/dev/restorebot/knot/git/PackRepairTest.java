package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packs whose files a copy has from different times. Afterwards every pack has its index, without which a knot finds no object in
/// any pack of the repository, and git takes it all as well.
class PackRepairTest {
  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static Path origin;
  private static Path other;

  @TempDir
  private Path folder;
  private Path repository;
  private Path packs;
  private final JGit ours = new JGit();

  @BeforeAll
  static void makeTwoRepositories() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    origin = packed("origin.git", "a");
    other = packed("other.git", "b");
  }

  private static Path packed(String name, String content) {
    var made = git.init(shared.resolve(name));
    git.run(made, "config", "pack.writeReverseIndex", "true");
    for (var i = 0; i < 20; i++) {
      git.commit(made, "main", "file" + i % 3, content.repeat(500) + i);
    }
    git.run(made, "repack", "-adq");
    git.run(made, "prune-packed", "-q");
    git.run(made, "pack-refs", "--all");
    return made;
  }

  @BeforeEach
  void copyIt() throws IOException {
    repository = GitCommand.copy(origin, folder.resolve("a.git"));
    packs = repository.resolve("objects/pack");
    ours.mend(repository);
  }

  /// What go-git needs to open a repository, and what is done once.
  @AfterEach
  void everyPackHasItsIndex() throws IOException {
    assertThat(ours.mend(repository).repairs()).isEmpty();
    try (var files = Files.newDirectoryStream(packs, "*.pack")) {
      assertThat(files).allSatisfy(pack -> assertThat(Packs.beside(pack, ".idx")).isRegularFile());
    }
    assertThat(git.verifyPacks(repository)).returns(0, GitCommand.Ended::code);
    assertThat(ours.defects(repository).isEmpty()).isEqualTo(git.fsck(repository).well());
  }

  @Test
  void makesAMissingIndexAsGitWould() throws IOException {
    var index = only(packs, ".idx");
    var written = Files.readAllBytes(index);
    Files.delete(index);

    assertThat(mended()).containsExactly("Made the index of " + name(only(packs, ".pack")) + " anew: there was none.");
    assertThat(index).hasBinaryContent(written);
    assertThat(ours.defects(repository)).isEmpty();
  }

  @Test
  void makesTheIndexOfAPackThatNothingLeadsTo() throws IOException {
    var pack = Files.copy(only(other.resolve("objects/pack"), ".pack"),
        packs.resolve(name(only(other.resolve("objects/pack"), ".pack"))));

    assertThat(mended()).containsExactly("Made the index of " + name(pack) + " anew: there was none.");
    assertThat(git.clone(repository, folder.resolve("clone"))).returns(0, GitCommand.Ended::code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "changed", "empty", "another's", "a folder"})
  void makesAnIndexThatDoesNotFitAnew(String what) throws IOException {
    var index = only(packs, ".idx");
    var written = Files.readAllBytes(index);
    Files.delete(index);
    switch (what) {
      case "cut" -> Files.write(index, Arrays.copyOf(written, written.length / 2));
      case "changed" -> Files.write(index, changed(written, written.length / 2));
      case "empty" -> Files.createFile(index);
      case "another's" -> Files.copy(only(other.resolve("objects/pack"), ".idx"), index);
      default -> Files.createFile(Files.createDirectory(index).resolve("x"));
    }

    assertThat(mended()).containsExactly("Made the index of " + name(only(packs, ".pack"))
        + " anew: the one that was there did not belong to it, or was damaged.");
    assertThat(index).hasBinaryContent(written);
  }

  @Test
  void makesAnIndexOfAFormThatAKnotDoesNotReadAnew() throws IOException {
    var index = only(packs, ".idx");
    var written = Files.readAllBytes(index);
    Files.delete(index);
    git.run(repository, "index-pack", "--index-version=1", only(packs, ".pack").toString());

    assertThat(mended()).containsExactly("Made the index of " + name(only(packs, ".pack"))
        + " anew: the one that was there was of a form that a knot does not read.");
    assertThat(index).hasBinaryContent(written);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      cut       | it was cut
      changed   | its content is damaged
      empty     | it was cut
      a folder  | it is no plain file
      boastful  | it is smaller than it says
      longer    | its content is damaged
      """)
  void putsAPackOutOfTheWayThatCannotBeRead(String what, String why) throws IOException {
    var pack = packs.resolve("pack-1111111111111111111111111111111111111111.pack");
    var written = Files.readAllBytes(only(other.resolve("objects/pack"), ".pack"));
    switch (what) {
      case "cut" -> Files.write(pack, Arrays.copyOf(written, written.length - 100));
      case "changed" -> Files.write(pack, changed(written, written.length / 2));
      case "empty" -> Files.createFile(pack);
      case "a folder" -> Files.createFile(Files.createDirectory(pack).resolve("x"));
      case "boastful" -> Files.write(pack, ByteBuffer.wrap(written).putInt(8, Integer.MAX_VALUE).array());
      default -> Files.write(pack, Arrays.copyOf(written, written.length + 10));
    }

    assertThat(mended()).containsExactly(name(pack) + " cannot be used: " + why + ". It is called " + name(pack)
        + ".unusable now, since beside a pack without an index a knot finds no object at all.");
    assertThat(pack.resolveSibling(name(pack) + ".unusable")).exists();
    assertThat(ours.defects(repository)).isEmpty();
  }

  @Test
  void saysWhatIsMissingWithoutThePackThatWasPutOutOfTheWay() throws IOException {
    var pack = only(packs, ".pack");
    var written = Files.readAllBytes(pack);
    Files.delete(pack);
    Files.write(pack, Arrays.copyOf(written, written.length - 100));

    assertThat(mended()).hasSize(2).first().asString()
        .startsWith(name(pack) + " cannot be used: it was cut. It is called ");
    assertThat(ours.defects(repository)).hasSize(2).first().asString().contains("is missing");
    assertThat(ours.defects(repository)).last().isEqualTo(name(pack)
        + ".unusable was put out of the way: it could not be read.");
  }

  @Test
  void leavesOutAnIndexWithoutItsPack() throws IOException {
    var theirs = only(other.resolve("objects/pack"), ".idx");
    Files.copy(theirs, packs.resolve(name(theirs)));

    assertThat(mended()).containsExactly("Left out indexes of packs that are not there: " + name(theirs) + ".");
    assertThat(packs.resolve(name(theirs))).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {".rev", ".bitmap", ".mtimes"})
  void leavesOutWhatBelongsToAnotherPack(String ending) throws IOException {
    git.run(other, "repack", "-adbq");
    var there = other.resolve("objects/pack");
    var theirs = only(there, ending.equals(".mtimes") ? ".rev" : ending);
    var pack = only(packs, ".pack");
    var file = Packs.beside(pack, ending);
    Files.deleteIfExists(file);
    Files.copy(theirs, file);
    var alone = Files.copy(theirs, packs.resolve("pack-1111111111111111111111111111111111111111" + ending));

    assertThat(mended())
        .containsExactly("Left out what does not fit, and git makes anew when it wants it: objects/pack/"
            + name(alone) + ", objects/pack/" + name(file) + ".");
  }

  @Test
  void leavesWhatFits() throws IOException {
    git.run(repository, "repack", "-adbq");
    writeGraphs();
    git.run(repository, "update-server-info");
    git.commit(repository, "main", "later", "1");
    ours.mend(repository);

    var before = files();
    assertThat(mended()).isEmpty();
    assertThat(files()).isEqualTo(before).anyMatch(file -> file.endsWith(".bitmap"))
        .anyMatch(file -> file.endsWith(".graph")).contains("objects/info/packs", "info/refs");
  }

  @Test
  void leavesOutWhatNamesObjectsOrPacksThatAreNotThere() throws IOException {
    var gone = git.commit(repository, "main", "later", "1");
    writeGraphs();
    git.run(repository, "update-server-info");
    git.run(repository, "update-ref", "refs/heads/main", gone + "~1");
    git.run(repository, "prune", "--expire=now");
    git.run(repository, "multi-pack-index", "write");
    Files.writeString(repository.resolve("objects/info/packs"),
        "P pack-1111111111111111111111111111111111111111.pack\n\n");

    assertThat(mended()).containsExactly("Left out what does not fit, and git makes anew when it wants it: info/refs,"
        + " objects/info/commit-graph, objects/info/commit-graphs, objects/info/packs, objects/pack/multi-pack-index.");
    assertThat(git.attempt(repository, "", "fsck", "--no-dangling")).returns(0, GitCommand.Ended::code);
  }

  @Test
  void leavesOutAGraphThatIsNoneOrWasCut() throws IOException {
    git.run(repository, "commit-graph", "write", "--reachable");
    var graph = repository.resolve("objects/info/commit-graph");
    var written = Files.readAllBytes(graph);
    for (var bytes : List.of(new byte[0], Arrays.copyOf(written, 30), changed(written, 200),
        Arrays.copyOf(written, written.length - 1), new byte[written.length])) {
      Files.deleteIfExists(graph);
      Files.write(graph, bytes);

      assertThat(mended()).containsExactly(
          "Left out what does not fit, and git makes anew when it wants it: objects/info/commit-graph.");
      assertThat(graph).doesNotExist();
    }
  }

  /// One in a file, and one in a chain, as a copy may have both.
  private void writeGraphs() throws IOException {
    git.run(repository, "commit-graph", "write", "--reachable");
    var graph = Files.move(repository.resolve("objects/info/commit-graph"), folder.resolve("graph"));
    git.run(repository, "commit-graph", "write", "--reachable", "--split");
    Files.move(graph, repository.resolve("objects/info/commit-graph"));
  }

  private List<String> mended() throws IOException {
    return ours.mend(repository).repairs();
  }

  private List<String> files() throws IOException {
    try (var files = Files.walk(repository)) {
      return files.filter(Files::isRegularFile).map(file -> repository.relativize(file).toString()).sorted().toList();
    }
  }

  private static byte[] changed(byte[] bytes, int at) {
    var changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static Path only(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> name(file).endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
