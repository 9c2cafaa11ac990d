package dev.restorebot.knot.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackDefectsTest {
  /// A line of `git verify-pack -v`: id, type, size, size in the pack, offset.
  private static final Pattern PLACE = Pattern.compile("\\w+ \\w+ +\\d+ (?<size>\\d+) (?<offset>\\d+).*");

  @TempDir
  private static Path shared;
  private static GitCommand git;
  private static Path origin;

  @TempDir
  private Path folder;
  private Path repository;

  @BeforeAll
  static void makeARepository() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    origin = git.init(shared.resolve("a.git"));
    git.commit(origin, "main", "a", "1");
    git.commit(origin, "main", "b", "2");
  }

  @BeforeEach
  void copyIt() throws IOException {
    repository = GitCommand.copy(origin, folder.resolve("a.git"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      cut       | .pack | cannot be used: it was cut or changed, or its index belongs to another pack.
      no header | .pack | cannot be used: it does not begin as a pack does.
      empty     | .pack | cannot be used: it or its index was cut.
      cut       | .idx  | cannot be used: its index is damaged.
      empty     | .idx  | cannot be used: it or its index was cut.
      """)
  void aPackThatGitWouldNotOpen(String damage, String extension, String defect) throws IOException {
    var name = pack();
    var file = repository.resolve("objects/pack").resolve(name.replace(".pack", extension));
    var bytes = Files.readAllBytes(file);
    rewrite(file, switch (damage) {
      case "cut" -> Arrays.copyOf(bytes, bytes.length - 5);
      case "no header" -> ("junk" + new String(bytes, ISO_8859_1).substring(4)).getBytes(ISO_8859_1);
      default -> new byte[0];
    });

    assertThat(defects()).startsWith(name + " " + defect).hasSize(2).last().asString().contains("is missing;");
    assertThat(git.fsck(repository).well()).isFalse();
  }

  @Test
  void aPackWithoutItsIndexIsAHint() throws IOException {
    var name = pack();
    Files.delete(repository.resolve("objects/pack").resolve(name.replace(".pack", ".idx")));

    assertThat(defects()).hasSize(2).last().isEqualTo(
        "The index of " + name + " is missing, so git does not look into that pack.");
  }

  /// Which git, asked for no more than connections, sees only if it is no blob.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      main:b      | The blob ID is damaged: it cannot be unpacked. | true
      main^{tree} | The tree ID is damaged: it cannot be unpacked. | false
      """)
  void anObjectInsideADamagedPackIsNamed(String what, String defect, boolean connected) throws IOException {
    var name = pack();
    var id = id(what);
    damageInside(name, id);

    assertThat(defects()).containsExactly(
        name + " is damaged: its content is not what was written into it.", defect.replace("ID", id));
    assertThat(git.fsck(repository).well()).isEqualTo(connected);
    assertThat(git.verifyPacks(repository).well()).isFalse();
    assertThat(git.clone(repository, folder.resolve("clone")).well()).isFalse();
  }

  @Test
  void damageWhereNoRefLeadsIsDamageOfThePackAlone() throws IOException {
    var blob = git.run(repository, "rev-parse", git.commit(repository, "short", "c", "3") + ":c");
    var name = pack();
    git.run(repository, "update-ref", "-d", "refs/heads/short");
    damageInside(name, blob);

    assertThat(defects()).containsExactly(name + " is damaged: its content is not what was written into it.");
    assertThat(git.verifyPacks(repository).well()).isFalse();
    assertThat(git.clone(repository, folder.resolve("clone")).well()).isTrue();
  }

  @Test
  void anObjectThatAnotherPackHasTooIsNotLost() throws IOException {
    var blob = id("main:b");
    pack();
    var second = "pack-" + git.attempt(repository, blob + "\n", "pack-objects", "-q", "objects/pack/pack").output()
        .strip() + ".pack";
    damageInside(second, blob);

    assertThat(defects()).containsExactly(second + " is damaged: its content is not what was written into it.");
  }

  private List<String> defects() throws IOException {
    return new JGit().defects(repository);
  }

  private String id(String what) {
    return git.run(repository, "rev-parse", what);
  }

  private String pack() throws IOException {
    git.run(repository, "gc", "--quiet");
    try (var packs = Files.newDirectoryStream(repository.resolve("objects/pack"), "*.pack")) {
      return String.valueOf(packs.iterator().next().getFileName());
    }
  }

  /// Zeroes what an object is compressed to.
  private void damageInside(String pack, String id) throws IOException {
    var file = repository.resolve("objects/pack").resolve(pack);
    var place = git.run(repository, "verify-pack", "-v", file.toString()).lines().filter(line -> line.startsWith(id))
        .findFirst().map(PLACE::matcher).orElseThrow();
    assertThat(place.matches()).isTrue();
    var bytes = Files.readAllBytes(file);
    var offset = Integer.parseInt(place.group("offset"));
    Arrays.fill(bytes, offset + 3, offset + Integer.parseInt(place.group("size")), (byte) 0);
    rewrite(file, bytes);
  }

  private static void rewrite(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }
}
