package dev.restorebot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `deploy/release-image`, with a `docker` that says what it was asked.
@Timeout(60)
class ReleaseImageTest {
  private static final String NAME = "eclipse-temurin:25-jre";
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir
  private Path folder;
  private Path program;

  @BeforeEach
  void lay() throws IOException {
    program = folder.resolve("bot/target/restorebot");
    Files.createDirectories(program.resolve("lib"));
    Files.createDirectories(folder.resolve("deploy"));
    Files.copy(Overlay.root().resolve("Dockerfile"), folder.resolve("deploy/Dockerfile"));
    Files.writeString(program.resolve("THIRD-PARTY.txt"), "(MIT) a library");
    Files.writeString(program.resolve("lib/library.jar"), "a library");
    Files.writeString(program.resolve("sbom.cdx.json"),
        "{\"content\":\"" + Digest.of(program.resolve("lib/library.jar")).sha256() + "\"}");
    var docker = Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("docker"),
        "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void buildsOnABaseThatIsNamedByItsDigest() throws Exception {
    var said = release(NAME + "@" + DIGEST, "restorebot:0.1.0");

    assertThat(said.err()).isEmpty();
    assertThat(said.status()).isZero();
    assertThat(said.out().lines()).containsExactly("build", "--tag", "restorebot:0.1.0", "--file", "deploy/Dockerfile",
        "--build-arg", "BASE=" + NAME + "@" + DIGEST, "--label", "org.opencontainers.image.base.name=" + NAME,
        "--label",
        "org.opencontainers.image.base.digest=" + DIGEST, ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, NAME + "@sha256:0123", NAME + "@latest", "@" + "sha256:0123456789abcdef"})
  void refusesABaseThatIsNotNamedByItsDigest(String base) throws Exception {
    var said = release(base, "restorebot:0.1.0");

    assertThat(said.out()).isEmpty();
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).startsWith("release-image: the base image " + base + " is not named by its digest.\n")
        .contains("docker buildx imagetools inspect " + NAME);
  }

  @Test
  void refusesAnotherBaseThanTheOneThatWasTested() throws Exception {
    var said = release("debian:13@" + DIGEST, "restorebot:0.1.0");

    assertThat(said.out()).isEmpty();
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("is not the one in deploy/Dockerfile, " + NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sbom.cdx.json", "THIRD-PARTY.txt"})
  void refusesAnImageOfWhichNobodyKnowsWhatIsInIt(String file) throws Exception {
    Files.delete(program.resolve(file));

    var said = release(NAME + "@" + DIGEST, "restorebot:0.1.0");

    assertThat(said.out()).isEmpty();
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("there is no bot/target/restorebot/" + file + ". Run ./mvnw verify first.");
  }

  @Test
  void refusesALibraryThatIsNotListed() throws Exception {
    Files.writeString(program.resolve("lib/other.jar"), "another library");

    var said = release(NAME + "@" + DIGEST, "restorebot:0.1.0");

    assertThat(said.out()).isEmpty();
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err())
        .contains("bot/target/restorebot/lib/other.jar is not in bot/target/restorebot/sbom.cdx.json");
  }

  private Kubectl.Said release(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("sh", Overlay.root().resolve("release-image").toString()));
    words.addAll(List.of(arguments));
    var errors = folder.resolve("errors");
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Kubectl.Said(process.waitFor(), out, Files.readString(errors));
  }
}
