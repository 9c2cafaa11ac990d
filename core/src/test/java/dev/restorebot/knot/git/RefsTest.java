package dev.restorebot.knot.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// There is no folder `objects` in any of these: what refs say is read from their own files.
class RefsTest {
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);
  private static final String THREE = "3".repeat(40);

  @TempDir
  private Path folder;
  private Path repository;

  @BeforeEach
  void makeAFolder() throws IOException {
    repository = Files.createDirectory(folder.resolve("repository"));
  }

  @Test
  void aLooseRefCountsBeforeAPackedOne() throws IOException {
    write("HEAD", "ref: refs/heads/main\n");
    write("packed-refs", """
        # pack-refs with: peeled fully-peeled sorted\s
        %s refs/heads/main
        %s refs/heads/old
        %s refs/tags/v1
        ^%s
        """.formatted(ONE, ONE, TWO, THREE));
    write("refs/heads/main", TWO + "\n");
    write("refs/heads/feature/deep", THREE.toUpperCase(Locale.ROOT) + "\n");
    write("refs/remotes/origin/HEAD", "ref: refs/heads/old\n");
    write("refs/remotes/origin/gone", "ref: refs/heads/nowhere\n");
    write("refs/heads/main.lock", ONE);

    assertThat(told()).isEqualTo("""
        HEAD refs/heads/main
        refs/heads/feature/deep 3333333333
        refs/heads/main 2222222222
        refs/heads/old 1111111111
        refs/remotes/origin/HEAD 1111111111
        refs/tags/v1 2222222222
        """);
  }

  @Test
  void linesThatAreNoRefsAreNamed() throws IOException {
    write("HEAD", ONE + "\n");
    write("packed-refs", ONE + " refs/heads/z\r\njunk\n" + TWO + " refs/heads/a\n" + TWO + " refs/heads/../../etc\n"
        + TWO + " HEAD\n" + ONE + " refs/heads/\u001b[31m\n" + ONE + " refs/heads/c\u0000ut");

    assertThat(told()).isEqualTo("""
        HEAD 1111111111
        refs/heads/a 2222222222
        refs/heads/z 1111111111
        ! packed-refs does not end with a line: it was cut.
        ! packed-refs has carriage returns at the end of lines: git does not take it.
        ! Line 2 of packed-refs is no ref: junk.
        ! Line 4 of packed-refs is no ref: 2222222222 refs/heads/../../etc.
        ! Line 5 of packed-refs is no ref: 2222222222 HEAD.
        ! Line 6 of packed-refs is no ref: 1111111111 refs/heads/?[31m.
        """);
  }

  @Test
  void whatIsSaidToBeSortedMustBe() throws IOException {
    write("packed-refs",
        "# pack-refs with: peeled sorted\n# more\n" + ONE + " refs/heads/z\n^" + TWO + "\n^junk\n" + TWO
            + " refs/heads/a\n");

    assertThat(told()).isEqualTo("""
        HEAD\s
        refs/heads/a 2222222222
        refs/heads/z 1111111111
        ! Line 2 of packed-refs is no ref: # more.
        ! Line 5 of packed-refs is no ref: ^junk.
        ! packed-refs says that it is sorted, and is not: git does not find all that is in it.
        """);
  }

  @Test
  void filesThatAreNoRefsAreNamed() throws IOException {
    write("HEAD", "");
    write("packed-refs", ONE + " refs/heads/cut\n");
    write("refs/heads/cut", "111");
    write("refs/heads/empty", "");
    write("refs/heads/outside", "ref: ../../etc/passwd\n");
    write("refs/heads/a..b", ONE);

    assertThat(told()).isEqualTo("""
        HEAD\s
        ! HEAD cannot be read: it is empty.
        ! No ref can have the name of the file refs/heads/a..b.
        ! refs/heads/cut cannot be read: it says 111.
        ! refs/heads/empty cannot be read: it is empty.
        ! refs/heads/outside cannot be read: it points to ../../etc/passwd.
        """);
  }

  @Test
  void noSymbolicLinkIsFollowed() throws IOException {
    var outside = Files.createDirectories(folder.resolve("outside/heads"));
    Files.writeString(outside.resolve("secret"), ONE);
    Files.createSymbolicLink(repository.resolve("HEAD"), outside.resolve("secret"));
    Files.createSymbolicLink(repository.resolve("packed-refs"), outside.resolve("secret"));
    Files.createDirectories(repository.resolve("refs/heads"));
    Files.createSymbolicLink(repository.resolve("refs/heads/main"), outside.resolve("secret"));
    Files.createSymbolicLink(repository.resolve("refs/tags"), outside);

    assertThat(told()).isEqualTo("""
        HEAD\s
        ! HEAD cannot be read: it is no plain file.
        ! packed-refs cannot be read: it is no plain file.
        ! refs/heads/main cannot be read: it is no plain file.
        ! refs/tags cannot be read: it is no plain file.
        """);
  }

  @Test
  void aFolderWithNothingInItHasNoRefs() throws IOException {
    assertThat(told()).isEqualTo("HEAD \n");
  }

  @Test
  void thereIsAnEndToWhatIsTold() throws IOException {
    write("HEAD", "ref: refs/heads/main\n");
    write("packed-refs", "junk\n".repeat(1000));

    assertThat(new JGit().refs(repository).unreadable()).hasSize(11).last().isEqualTo("And 990 more.");
  }

  private String told() throws IOException {
    var refs = new JGit().refs(repository);
    var told = "HEAD " + refs.head() + "\n"
        + refs.refs().entrySet().stream().map(ref -> ref.getKey() + " " + ref.getValue() + "\n")
            .collect(Collectors.joining())
        + refs.unreadable().stream().map(sentence -> "! " + sentence + "\n").collect(Collectors.joining());
    return told.replaceAll("([0-9a-f]{10})[0-9a-f]{30}", "$1");
  }

  private void write(String name, String content) throws IOException {
    var file = repository.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content.getBytes(ISO_8859_1));
  }
}
