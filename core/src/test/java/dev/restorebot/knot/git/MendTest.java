package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.knot.Git.Mending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every repository comes through an object store, is mended, and is then judged by git itself.
class MendTest {
  private static final String FOLDERS = "Made the empty folders that git needs: ";

  @TempDir
  private Path folder;
  private GitCommand git;
  private Path origin;
  private Path copy;
  private final JGit ours = new JGit();

  @BeforeEach
  void makeARepository() throws IOException {
    git = new GitCommand(Files.createDirectory(folder.resolve("home")));
    origin = git.init(folder.resolve("origin.git"));
    copy = folder.resolve("copy.git");
  }

  /// Whatever was done, git agrees with us on the result, and there is nothing left to do.
  @AfterEach
  void gitAgrees() throws IOException {
    var again = ours.mend(copy);
    assertThat(again.repairs()).isEmpty();
    assertThat(ours.defects(copy)).isEmpty();
    assertThat(git.fsck(copy)).returns(0, GitCommand.Ended::code);
    assertThat(git.clone(copy, folder.resolve("clone"))).returns(0, GitCommand.Ended::code);
  }

  @Test
  void aRepositoryNobodyPushedTo() throws IOException {
    send();

    assertThat(mend().repairs())
        .containsExactly(FOLDERS + "refs, refs/heads, refs/tags, objects, objects/info, objects/pack, branches.");
  }

  @Test
  void aPackedOneWithoutRefs() throws IOException {
    git.commit(origin, "main", "a", "1");
    git.run(origin, "gc", "--quiet");
    send();
    assertThat(git.fsck(copy).output()).contains("not a git repository");

    assertThat(mend().repairs()).containsExactly(FOLDERS + "refs, refs/heads, refs/tags, branches.");
  }

  @Test
  void aFileWhereTheHooksBelong() throws IOException {
    git.commit(origin, "main", "a", "1");
    Files.writeString(origin.resolve("hooks"), "#!/bin/sh\n");
    send();

    assertThat(mend().repairs()).noneMatch(repair -> repair.startsWith("Made executable"));
    assertThat(modes("hooks")).containsExactly("rw-r--r--");
  }

  @Test
  void aLooseOneWithTagsAndHooks() throws IOException {
    git.commit(origin, "main", "a", "1");
    git.run(origin, "tag", "-a", "v1", "-m", "one", "main");
    git.run(origin, "tag", "notes", git.run(origin, "rev-parse", "main:a"));
    Files.createDirectories(origin.resolve("hooks/post-receive.d"));
    for (var hook : List.of("post-receive", "post-receive.d/40-notify.sh", "update", "mine.sample")) {
      Files.writeString(origin.resolve("hooks").resolve(hook), "#!/bin/sh\n");
    }
    Files.writeString(origin.resolve("hooks/notes.txt"), "no hook\n");
    send();

    assertThat(mend().repairs()).containsExactly(
        FOLDERS + "objects/info, objects/pack, branches.",
        "Made executable: hooks/post-receive, hooks/post-receive.d/40-notify.sh, hooks/update.");
    assertThat(modes("hooks", "hooks/update", "hooks/notes.txt", "hooks/mine.sample", "HEAD", "config",
        "objects/" + path(git.run(origin, "rev-parse", "main"))))
        .containsExactly("rwxr-xr-x", "rwxr-xr-x", "rw-r--r--", "rw-r--r--", "rw-r--r--", "rw-r--r--", "r--r--r--");
  }

  @Test
  void whatAWriterLeftBehind() throws IOException {
    git.commit(origin, "main", "a", "1");
    git.run(origin, "branch", "tmp_x", "main");
    git.run(origin, "branch", "incoming-x", "main");
    send();
    for (var name : List.of("HEAD.lock", "refs/heads/main.lock", "objects/tmp_objdir-incoming-x/00/half",
        "objects/pack/tmp_pack_Ab12", "objects/00/tmp_obj_Ab12", "objects/incoming-Ab12/x")) {
      Files.createDirectories(copy.resolve(name).resolveSibling("."));
      Files.writeString(copy.resolve(name), "");
    }

    assertThat(mend().repairs()).startsWith("Removed what a writer left behind: HEAD.lock, objects/00/tmp_obj_Ab12,"
        + " objects/incoming-Ab12, objects/pack/tmp_pack_Ab12, objects/tmp_objdir-incoming-x and 1 more.");
    assertThat(ours.refs(copy).refs()).containsOnlyKeys("refs/heads/incoming-x", "refs/heads/main", "refs/heads/tmp_x");
  }

  @Test
  void aRepositoryThatIsCalledLikeALeftOver() throws IOException {
    git.commit(origin, "main", "a", "1");
    copy = folder.resolve("yarn.lock");
    send();

    assertThat(mend().repairs()).containsExactly(FOLDERS + "refs/tags, objects/info, objects/pack, branches.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ref: refs/heads/gone | zeta,main,master | HEAD pointed to refs/heads/gone, which is not there; it points to refs/heads/main now.
      ref: refs/heads/gone | zeta,master      | HEAD pointed to refs/heads/gone, which is not there; it points to refs/heads/master now.
      ref: refs/heads/gone | zeta             | HEAD pointed to refs/heads/gone, which is not there; it points to refs/heads/zeta now.
      ref: refs/heads/gone | zeta,eta         | HEAD pointed to refs/heads/gone, which is not there; it points to refs/heads/eta now.
      ref: refs/heads/zeta | zeta,main        | ''
      ''                   | zeta             | HEAD could not be read: it is empty; it points to refs/heads/zeta now.
      none                 | zeta             | HEAD was missing; it points to refs/heads/zeta now.
      """)
  void aHeadThatPointsNowhere(String head, String branches, String repair) throws IOException {
    for (var branch : branches.split(",", -1)) {
      git.commit(origin, branch, "a", "1");
    }
    git.run(origin, "symbolic-ref", "HEAD", "refs/heads/zeta");
    git.run(origin, "pack-refs", "--all");
    send();
    Files.delete(copy.resolve("HEAD"));
    if (!head.equals("none")) {
      Files.writeString(copy.resolve("HEAD"), head + "\n");
    }

    assertThat(mend().repairs().stream().filter(sentence -> sentence.startsWith("HEAD")).toList())
        .isEqualTo(repair.isEmpty() ? List.of() : List.of(repair));
  }

  /// It may have got no further than to the lock of `HEAD`, or to half of the folders and modes.
  @Test
  void beginsAgainAfterItWasKilled() throws IOException {
    git.commit(origin, "main", "a", "1");
    git.run(origin, "gc", "--quiet");
    send();
    Files.createDirectories(copy.resolve("refs/heads"));
    Files.writeString(copy.resolve("HEAD"), "ref: refs/heads/gone\n");
    Files.writeString(copy.resolve("HEAD.lock"), "ref: ref");
    Files.setPosixFilePermissions(copy.resolve("packed-refs"), PosixFilePermissions.fromString("r--------"));

    assertThat(mend().repairs()).containsExactly(
        "Removed what a writer left behind: HEAD.lock.",
        FOLDERS + "refs/tags, branches.",
        "HEAD pointed to refs/heads/gone, which is not there; it points to refs/heads/main now.");
    assertThat(modes("packed-refs", "refs/tags", "objects/pack"))
        .containsExactly("rw-r--r--", "rwxr-xr-x", "rwxr-xr-x");
  }

  private void send() throws IOException {
    GitCommand.throughAnObjectStore(origin, copy);
  }

  private Mending mend() throws IOException {
    return ours.mend(copy);
  }

  private List<String> modes(String... names) throws IOException {
    var modes = new ArrayList<String>();
    for (var name : names) {
      modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve(name))));
    }
    return modes;
  }

  private static String path(String id) {
    return id.substring(0, 2) + "/" + id.substring(2);
  }
}
