package dev.restorebot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.mirror.MirrorKeys.Meaning;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.text.KeyOrder;
import dev.restorebot.text.Visible;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorKeysTest {
  private static final MirrorDefinition MIRROR =
      new MirrorDefinition("repositories", "knot/repositories/", "repositories");

  @TempDir
  Path folder;

  @Test
  void tellsPathsFromWhatIsNone() {
    var long256 = "n".repeat(256);

    assertThat(meanings("did:plc:alice/site/HEAD", "did:plc:alice/site/refs/heads/bücher", "did:plc:alice/site/",
        "did:plc:bob/x.lock", "/etc/passwd", "../../etc/passwd", "a/../b", "a/./b", "a//b", "..", "c:\\windows", "a\0b",
        "a\nb", "a\u009bb", "a\ud800b", "a\ufffdb", "é".repeat(128), long256.substring(1), long256 + "/x", "..a",
        ".git"))
        .isEqualTo("""
            did:plc:alice/site/HEAD: did:plc:alice/site/HEAD
            did:plc:alice/site/refs/heads/bücher: did:plc:alice/site/refs/heads/bücher
            did:plc:alice/site/: a folder
            did:plc:bob/x.lock: left over
            /etc/passwd: no path, it holds an empty name
            ../../etc/passwd: no path, it holds the name ..
            a/../b: no path, it holds the name ..
            a/./b: no path, it holds the name .
            a//b: no path, it holds an empty name
            ..: no path, it holds the name ..
            c:\\\\windows: no path, it holds a backslash
            a\\u0000b: no path, it holds a control character
            a\\u000Ab: no path, it holds a control character
            a\\u009Bb: no path, it holds a control character
            a\\uD800b: no path, it is no text
            a\ufffdb: no path, it is no text
            %s…: no path, it holds a name of more than 255 bytes
            %s…: %s
            %s…: no path, it holds a name of more than 255 bytes
            ..a: ..a
            .git: .git""".formatted("é".repeat(120), "n".repeat(120), long256.substring(1), "n".repeat(120)));
  }

  @Test
  void takesNoPathThatADiskHasNoRoomFor() {
    var deep = "d/".repeat(512);

    assertThat(meanings(deep.substring(0, 1023) + "x", deep + "x")).isEqualTo("""
        %1$s…: %2$s
        %1$s…: no path, it is longer than 1024 bytes""".formatted(deep.substring(0, 120),
        deep.substring(0, 1023) + "x"));
  }

  @Test
  void showsKeysWithoutWhatWouldDeceive() {
    assertThat(Visible.key("evil\u202egpj.exe\u200b\u00a0\u001b[31m\\"))
        .isEqualTo("evil\\u202Egpj.exe\\u200B\\u00A0\\u001B[31m\\\\");
    assertThat(Visible.key("x".repeat(1024))).isEqualTo("x".repeat(120) + "…");
  }

  /// Whatever the keys are, those that are taken can all be written below the folder, each to a file of its own.
  @Test
  void givesOnlyPathsThatCanBeWrittenBelowTheFolder() throws Exception {
    var random = new Random(26);
    for (var round = 0; round < 20; round++) {
      var keys = Stream.generate(() -> hostile(random)).limit(200)
          .collect(Collectors.toCollection(() -> new TreeSet<>(KeyOrder.BYTES)));
      var root = Files.createDirectory(folder.resolve("round-" + round));
      var written = new ArrayList<Path>();
      var asked = new MirrorKeys(MIRROR, _ -> false);
      var clashes = new NameClashes((_, path) -> {
        var file = root.resolve(path);
        assertThat(file.normalize()).isEqualTo(file);
        assertThat(file.startsWith(root)).isTrue();
        Files.createDirectories(file.resolveSibling("."));
        written.add(Files.createFile(file));
      }, _ -> {
      });
      for (var key : keys) {
        if (asked.meaning(MIRROR.prefix() + key) instanceof Meaning.File(var path)) {
          clashes.add(new BackupObject(key, new ByteSize(1), "", Instant.EPOCH), path);
        }
      }
      clashes.finish();
      assertThat(written).isNotEmpty().hasSizeLessThan(keys.size());
      try (var found = Files.walk(root)) {
        assertThat(found.filter(Files::isRegularFile)).hasSameSizeAs(written);
      }
    }
  }

  private static String hostile(Random random) {
    var pieces = List.of("a", "b", "a", "b", "c", "/", "/", "/", ".", "..", "-", "0", "\\", "\0", "\u007f", "ü",
        "\ue000", "😀", "~", ":");
    return IntStream.range(0, 1 + random.nextInt(6)).mapToObj(_ -> pieces.get(random.nextInt(pieces.size())))
        .collect(Collectors.joining());
  }

  private static String meanings(String... keys) {
    var asked = new MirrorKeys(MIRROR, path -> path.startsWith("repositories/") && path.endsWith(".lock"));
    return Stream.of(keys).map(key -> Visible.key(key) + ": " + words(asked.meaning(MIRROR.prefix() + key)))
        .collect(Collectors.joining("\n"));
  }

  private static String words(Meaning meaning) {
    return switch (meaning) {
      case Meaning.File(var path) -> path;
      case Meaning.Folder() -> "a folder";
      case Meaning.LeftOver() -> "left over";
      case Meaning.NoPath(var why) -> "no path, it " + why;
    };
  }
}
