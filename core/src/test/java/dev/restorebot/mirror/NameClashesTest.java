package dev.restorebot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.mirror.LeftOut.Clash;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.text.KeyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameClashesTest {
  private static final Instant START = Instant.parse("2026-02-20T00:00:00Z");

  @TempDir
  private Path folder;

  /// Each file with its age in minutes, and its size if that matters.
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      topic@9 topic/one@1                        | topic/one           | topic for topic/one
      topic@1 topic/one@9                        | topic               | topic/one for topic
      topic@1 topic/one@1                        | topic/one           | topic for topic/one
      topic@5 topic/one@9 topic/two@1            | topic/one topic/two | topic for topic/two
      topic@1 topic/one@9 topic/two@9            | topic               | topic/one for topic, topic/two for topic
      topic@9 topic-x@1 topic.y@1 topic/one@1    | topic-x topic.y topic/one | topic for topic/one
      topic@9 topic-x@1 topic0@1 topics/a@1      | topic topic-x topic0 topics/a |
      a@9 a/b@1 a/b/c@5                          | a/b                 | a for a/b, a/b/c for a/b
      a@9 a/b@5 a/b/c@1                          | a/b/c               | a for a/b/c, a/b for a/b/c
      a@1 a/b@9 a/b/c@5                          | a                   | a/b for a, a/b/c for a
      a@9 a-b@9 a-b/c@1 a/x@1                    | a-b/c a/x           | a for a/x, a-b for a-b/c
      repo@1:0 repo/HEAD@9 repo/config@9         | repo/HEAD repo/config | repo for repo/HEAD
      a@1 b@1 c/d@1                              | a b c/d             |
      """)
  void keepsTheNewerOfWhatCannotBeThereTogether(String files, String staying, String gone) throws Exception {
    var said = new ArrayList<Clash>();
    var taken = new ArrayList<String>();
    var clashes = new NameClashes((_, path) -> taken.add(path), said::add);

    for (var file : files.split(" ", -1)) {
      var parts = file.split("[@:]", -1);
      clashes.add(object(parts[0], Integer.parseInt(parts[1]), parts.length == 3 ? 0 : 1), parts[0]);
    }
    clashes.finish();

    assertThat(String.join(" ", taken)).isEqualTo(staying);
    assertThat(said.stream().map(clash -> clash.path() + " for " + clash.staying()).collect(Collectors.joining(", ")))
        .isEqualTo(gone == null ? "" : gone);
  }

  @Test
  void handsOnAsSoonAsNothingCanComeInTheWay() throws Exception {
    var taken = new ArrayList<String>();
    var clashes = new NameClashes((_, path) -> taken.add(path), _ -> {
    });

    clashes.add(object("a", 1, 1), "a");
    assertThat(taken).isEmpty();
    clashes.add(object("a-b", 1, 1), "a-b");
    assertThat(taken).isEmpty();
    clashes.add(object("ab", 1, 1), "ab");
    assertThat(taken).containsExactly("a", "a-b");
  }

  /// Memory does not grow with what somebody puts into a bucket; and what is handed on can be written all the same.
  @Test
  void holdsNoMoreThanItMay() throws Exception {
    var taken = new ArrayList<String>();
    var said = new ArrayList<Clash>();
    var clashes = new NameClashes((_, path) -> taken.add(path), said::add);

    clashes.add(object("a", 9, 1), "a");
    for (var i = 0; i < NameClashes.MOST_HELD; i++) {
      clashes.add(object("a-", 1, 1), "a-%05d".formatted(i));
    }
    assertThat(taken).startsWith("a").hasSize(NameClashes.MOST_HELD);
    clashes.add(object("a/b", 1, 1), "a/b");
    clashes.finish();

    assertThat(taken).doesNotContain("a/b");
    assertThat(said).extracting(Clash::path).containsExactly("a/b");
  }

  /// Whatever the files are called, those that are taken can all be written, and none that could have been was left out.
  @Test
  void handsOnWhatCanBeWrittenInTheOrderOfTheKeys() throws Exception {
    var random = new Random(13);
    for (var round = 0; round < 50; round++) {
      var objects = new TreeMap<String, BackupObject>(KeyOrder.BYTES);
      Stream.generate(() -> name(random)).limit(60).forEach(
          name -> objects.put(name, object(name, random.nextInt(5), random.nextInt(5))));
      var root = Files.createDirectory(folder.resolve("round-" + round));
      var taken = new ArrayList<String>();
      var said = new ArrayList<Clash>();
      var clashes = new NameClashes((_, path) -> write(root, path, taken), said::add);
      for (var object : objects.entrySet()) {
        clashes.add(object.getValue(), object.getKey());
      }
      clashes.finish();

      assertThat(taken).isSortedAccordingTo(KeyOrder.BYTES);
      assertThat(said).hasSize(objects.size() - taken.size()).allSatisfy(clash -> assertThat(
          clash.path().startsWith(clash.staying() + "/") || clash.staying().startsWith(clash.path() + "/")).isTrue());
    }
  }

  private static void write(Path root, String path, List<String> taken) throws IOException {
    Files.createDirectories(root.resolve(path).resolveSibling("."));
    Files.createFile(root.resolve(path));
    taken.add(path);
  }

  private static String name(Random random) {
    var pieces = List.of("a", "b", "-", ".", "0", "~", "ü", "\ue000", "😀");
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(
            _ -> IntStream.range(0, 1 + random.nextInt(2)).mapToObj(_ -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining()))
        .map(name -> name.matches("\\.+") ? "a" : name).collect(Collectors.joining("/"));
  }

  private static BackupObject object(String path, int minutesAgo, long size) {
    return new BackupObject("knot/" + path, new ByteSize(size), "etag", START.minusSeconds(60L * minutesAgo));
  }
}
