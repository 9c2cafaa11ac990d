package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class NativesTest {
  @TempDir
  private Path folder;

  @Test
  void leavesOfSqliteWhatThisMachineNeedsAndNoMore() throws Exception {
    var driver = Path.of(JDBC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var jar = Files.copy(driver, folder.resolve("sqlite.jar"));
    var before = libraries(jar);
    var list = Files.writeString(folder.resolve("sbom.json"), listing(driver) + " and another, " + "0".repeat(64));

    var count = Natives.leaveOwn(folder, list);

    assertThat(before).hasSizeGreaterThan(10).containsAll(libraries(jar));
    assertThat(libraries(jar)).hasSize(1).hasSize(before.size() - count);
    assertThat(Files.size(jar)).isLessThan(Files.size(driver) / 4);
    assertThat(list).hasContent(listing(jar) + " and another, " + "0".repeat(64));
    assertThat(Natives.leaveOwn(folder, list)).as("again").isZero();
    assertThat(opens(jar, driver)).as("what a program says that has this driver").isEqualTo("3.");
  }

  @Test
  void touchesNothingThatHasNoneForThisMachine() throws IOException {
    var jar = folder.resolve("other.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("org/sqlite/native/Amiga/m68k/libsqlitejdbc.so"));
    }
    var before = Files.readAllBytes(jar);

    var list = Files.writeString(folder.resolve("sbom.json"), "nothing");

    assertThatThrownBy(() -> Natives.leaveOwn(folder, list))
        .hasMessageContaining("other.jar has no library for Linux/");
    assertThat(jar).hasBinaryContent(before);
  }

  private static List<String> libraries(Path jar) throws IOException {
    try (var files = FileSystems.newFileSystem(jar);
        Stream<Path> found = Files.walk(files.getPath("/org/sqlite/native"))) {
      return found.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  /// As CycloneDX lists a jar.
  private static String listing(Path jar) throws IOException, NoSuchAlgorithmException {
    return "\"hashes\" : [ { \"alg\" : \"MD5\", \"content\" : \"" + digest("MD5", jar)
        + "\" }, { \"alg\" : \"SHA-256\", \"content\" : \"" + digest("SHA-256", jar)
        + "\" }, { \"alg\" : \"SHA3-512\", \"content\" : \"" + digest("SHA3-512", jar) + "\" } ]";
  }

  private static String digest(String name, Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(Files.readAllBytes(file)));
  }

  private String opens(Path jar, Path driver) throws IOException, InterruptedException {
    var source = Files.writeString(folder.resolve("Opens.java"), """
        void main() throws Exception {
          try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite::memory:");
              var rows = connection.createStatement().executeQuery("SELECT sqlite_version()")) {
            System.out.print(rows.getString(1).substring(0, 2));
          }
        }
        """);
    var others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.equals(driver.toString())).collect(Collectors.joining(File.pathSeparator));
    var program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", jar + File.pathSeparator + others, source.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).isZero();
    return said;
  }
}
