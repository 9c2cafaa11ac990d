package dev.restorebot.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.knot.Git.Mending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private void send() throws IOException {
    GitCommand.throughAnObjectStore(origin, copy);
  }

  private Mending mend() throws IOException {
    return ours.mend(copy);
  }

  private List<String> modes(String... names) throws IOException {
    var modes = new java.util.ArrayList<String>();
    for (var name : names) {
      modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve(name))));
    }
    return modes;
  }

  private static String path(String id) {
    return id.substring(0, 2) + "/" + id.substring(2);
  }
}
