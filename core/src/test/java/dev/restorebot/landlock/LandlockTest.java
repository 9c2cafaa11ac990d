package dev.restorebot.landlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A thread that was confined is so for good, so each attempt is a process of its own.
@Timeout(60)
class LandlockTest {
  @TempDir
  private Path folder;

  @BeforeEach
  void twoFoldersAndALinkBetweenThem() throws Exception {
    assumeThat(Landlock.offered()).as("a kernel with Landlock").isPresent();
    folder = folder.toRealPath();
    Files.createDirectories(folder.resolve("own"));
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(Files.createDirectories(folder.resolve("other")).resolve("file"), "somebody's");
    Files.createSymbolicLink(folder.resolve("own/link"), folder.resolve("other"));
  }

  @Test
  void writesNothingButInItsOwnFolder() throws Exception {
    assertThat(said("writing", folder)).isEqualTo("""
        write own: yes
        make own folder: yes
        rename within own: yes
        read own: yes
        read other: yes
        list other: yes
        write other: no
        make in other: no
        write through a link: no
        rename into other: no
        delete other: no
        remove an empty folder: yes
        in a new thread: no
        connect: yes
        end another process: yes
        """);
    assertThat(folder.resolve("other/file")).hasContent("somebody's");
  }

  @Test
  void readsAndReachesNothingElseEither() throws Exception {
    assertThat(said("everything", folder)).isEqualTo("""
        write own: yes
        make own folder: yes
        rename within own: yes
        read own: yes
        read other: no
        list other: no
        write other: no
        make in other: no
        write through a link: no
        rename into other: no
        delete other: no
        remove an empty folder: no
        in a new thread: no
        connect: no
        read the variables of another process: no
        end another process: no
        """);
  }

  @Test
  void refusesAFolderThatIsReachedThroughALink() throws Exception {
    var real = Files.createDirectories(folder.resolve("real"));
    Files.createDirectories(real.resolve("own"));
    var link = Files.createSymbolicLink(folder.resolve("linked"), real);

    assertThat(said("writing", link))
        .contains("opens no " + link.resolve("own") + ": linked is not there, or is a link");
  }

  private static String said(String how, Path in) throws Exception {
    var other = new ProcessBuilder("sleep", "60").start();
    try {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      var process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
          classes, ConfinedProgram.class.getName(), how, in.toString(), Long.toString(other.pid()))
          .redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      other.destroyForcibly();
    }
  }
}
