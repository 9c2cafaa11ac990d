package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Count;
import dev.restorebot.knot.git.JGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repositories of Debian's git, sent through a bucket: regular files alone, with no modes and no empty folders.
class KnotWithGitTest {
  private static final String OWNER = "repositories/did:plc:alice";

  private final KnotFiles kind = new KnotFiles(new JGit());
  @TempDir
  private Path folder;
  private Path volume;

  @BeforeEach
  void fill() throws Exception {
    volume = folder.resolve("volume");
    for (var name : List.of("packed", "loose", "empty")) {
      var repository = Files.createDirectories(volume.resolve(OWNER + "/" + name));
      git(repository, "init", "-q", "--bare", "-b", "main", ".");
      if (!name.equals("empty")) {
        var tree = git(repository, "mktree");
        var commit = git(repository, "commit-tree", "-m", name, tree);
        git(repository, "update-ref", "refs/heads/main", commit);
        git(repository, "update-ref", "refs/tags/v1", commit);
      }
    }
    git(volume.resolve(OWNER + "/packed"), "gc", "-q");
    Files.writeString(volume.resolve(OWNER + "/packed/hooks/post-receive"), "#!/bin/sh\n");
  }

  @Test
  void tellsFromTheSmallFilesOfAMirrorWhatTheVolumeHolds() throws Exception {
    var mirror = mirrored("mirror", kind::tells);

    assertThat(kind.kept(mirror)).isEqualTo(kind.kept(volume));
    assertThat(kind.kept(mirror).with(KnotItem.REPOSITORY)).hasSize(3);
  }

  @Test
  void mendsWhatTheBucketLost() throws Exception {
    var staged = mirrored("staged", _ -> true);
    var packed = staged.resolve(OWNER + "/packed");
    assertThat(Files.exists(packed.resolve("refs"))).isFalse();

    var mended = kind.mend(staged, volume, Count.SILENT);

    assertThat(mended.findings()).isEmpty();
    assertThat(mended.repairs()).anyMatch(repair -> repair.startsWith("did:plc:alice/packed: "));
    assertThat(mended.contents()).isEqualTo(kind.kept(volume));
    assertThat(packed.resolve("hooks/post-receive")).isExecutable();
    git(packed, "fsck", "--connectivity-only");
  }

  @Test
  void saysWhatAnOlderMirrorLacksAndWhatIsBrokenInIt() throws Exception {
    var staged = mirrored("staged", path -> !path.contains("/loose/objects/"));
    var packed = volume.resolve(OWNER + "/packed");
    var next = git(packed, "commit-tree", "-m", "next", "-p", "main", git(packed, "mktree"));
    git(packed, "update-ref", "refs/heads/main", next);
    git(packed, "update-ref", "refs/heads/feature", next);

    var findings = kind.mend(staged, volume, Count.SILENT).findings();

    assertThat(findings).extracting("code").containsExactly("broken-repositories", "commits-lost");
    assertThat(findings.getFirst().text()).startsWith("1 of 3 repositories would be broken: did:plc:alice/loose (")
        .endsWith("The copy that is there now is whole, and stays displaced where it is: did:plc:alice/loose.");
    assertThat(findings.getLast().text())
        .isEqualTo("Exists now and is not in the backup: did:plc:alice/packed: feature 1"
            + " commit (not in the backup at all), main 1 commit. It stays displaced until the run is purged.");
  }

  /// What a bucket gives back of the files on the volume that are `wanted`.
  private Path mirrored(String name, Predicate<String> wanted) throws IOException {
    var target = folder.resolve(name);
    try (var files = Files.walk(volume)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var path = volume.relativize(file).toString();
        if (wanted.test(path)) {
          var copy = target.resolve(path);
          Files.createDirectories(Objects.requireNonNull(copy.getParent()));
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
    return target;
  }

  private String git(Path repository, String... arguments) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("git").directory(repository.toFile()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("HOME", folder.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    for (var who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "alice");
      environment.put("GIT_" + who + "_EMAIL", "alice@knot.test");
      environment.put("GIT_" + who + "_DATE", "2026-02-24T02:00:00Z");
    }
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as("git %s: %s", String.join(" ", arguments), said).isZero();
    return said;
  }
}
