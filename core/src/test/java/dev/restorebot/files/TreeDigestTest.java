package dev.restorebot.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDigestTest {
  private static final Instant BACKUP = Instant.parse("2026-02-25T02:00:12Z");

  @TempDir
  Path root;
  private Path folder;

  @BeforeEach
  void aRepository() throws IOException {
    folder = root.resolve("repositories");
    write("site.git/HEAD", "ref: refs/heads/main\n");
    write("site/HEAD", "ref: refs/heads/main\n");
    write("site/hooks/post-receive", "#!/bin/sh\n");
    Files.setPosixFilePermissions(folder.resolve("site/hooks/post-receive"),
        PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void isTheSumOfPathModeSizeAndContentInTheOrderOfThePaths() throws Exception {
    var head = Digest.of(folder.resolve("site/HEAD"));
    var text = "site.git/HEAD\0-21\0" + head + "\nsite/HEAD\0-21\0" + head + "\nsite/hooks/post-receive\0x10\0"
        + Digest.of(folder.resolve("site/hooks/post-receive")) + "\n";
    var sha256 = Digest.sha256Engine();
    sha256.update(text.getBytes(StandardCharsets.UTF_8));

    assertThat(TreeDigest.contents(folder)).isEqualTo(new TreeDigest(3, new ByteSize(52), Digest.of(sha256)));
    assertThat(TreeDigest.flushed(folder)).isEqualTo(TreeDigest.contents(folder));
  }

  @Test
  void isTheSameWhereverTheFolderLiesAndWhateverItsTimes() throws Exception {
    var before = TreeDigest.contents(folder);
    Files.createDirectory(folder.resolve("site/refs"));
    Files.setLastModifiedTime(folder.resolve("site/HEAD"), FileTime.from(BACKUP));
    Files.move(folder, root.resolve("elsewhere"));

    assertThat(TreeDigest.contents(root.resolve("elsewhere"))).isEqualTo(before);
  }

  @Test
  void isAnotherAfterAnyChange() throws Exception {
    var before = TreeDigest.contents(folder);

    write("site/HEAD", "ref: refs/heads/mall\n");
    var otherContent = TreeDigest.contents(folder);
    write("site/HEAD", "ref: refs/heads/main\n");
    Files.setPosixFilePermissions(folder.resolve("site/hooks/post-receive"),
        PosixFilePermissions.fromString("rw-r--r--"));
    var otherMode = TreeDigest.contents(folder);
    Files.move(folder.resolve("site"), folder.resolve("sito"));
    var otherName = TreeDigest.contents(folder);

    assertThat(before.digest()).isNotIn(otherContent.digest(), otherMode.digest(), otherName.digest());
  }

  @Test
  void countsManyFiles() throws Exception {
    for (var i = 0; i < 500; i++) {
      write("site/objects/%02x/%d".formatted(i % 256, i), "object " + i);
    }

    assertThat(TreeDigest.contents(folder).files()).isEqualTo(503);
    assertThat(TreeDigest.contents(folder)).isEqualTo(TreeDigest.contents(folder));
  }

  @Test
  void stampsWithoutReadingAndLeavesOutWhatIsAskedFor() throws Exception {
    for (var file : new String[]{"site.git/HEAD", "site/HEAD", "site/hooks/post-receive"}) {
      Files.setLastModifiedTime(folder.resolve(file), FileTime.from(BACKUP));
    }
    var before = TreeDigest.stamp(folder);
    write("new/HEAD", "");

    assertThat(TreeDigest.stamp(folder)).isNotEqualTo(before);
    assertThat(TreeDigest.stamp(folder, inside -> inside.endsWith("new"))).isEqualTo(before);
    Files.setLastModifiedTime(folder.resolve("site/HEAD"), FileTime.from(BACKUP.plusNanos(1000)));
    assertThat(TreeDigest.stamp(folder, inside -> inside.endsWith("new"))).isNotEqualTo(before);
  }

  @Test
  void followsNoLink() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("site/objects"), root);

    assertThatThrownBy(() -> TreeDigest.contents(folder)).isInstanceOf(PlainFileException.class)
        .hasMessage(link + ": is a symbolic link, and restorebot takes only files and folders");
    assertThat(TreeDigest.stamp(folder).files()).isEqualTo(4);
  }

  private void write(String path, String content) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
  }
}
