package dev.restorebot.commands.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.commands.Examples;
import dev.restorebot.commands.grammar.Parsed.Misunderstood;
import dev.restorebot.commands.grammar.Parsed.Understood;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is typed gets an answer: bounded, free of control characters, and with suggestions that work.
class GarbageTest {
  private static final List<String> COMMANDS = List.of("/restore pds latest-before 2026-02-25 14:00+01:00 --dry-run",
      "/restore knot at 20260224-020011 --reason \"the disk died\" --accept a-1", "/restore list pds",
      "/restore status",
      "/restore history knot", "/restore show r-7k2m4q", "/restore help times", "restore pds latest-before 6h ago",
      "/diagnose pds", "/restore runbook pds latest", "/restore pds latest --wipe", "/restore pds 25.02.2026",
      "/restore acl knot --dry-run --reason quick", "/restore runbook knot latest --mirror-as-of-snapshot",
      "/restore pds latest --mirror-as-of-snapshot");
  private static final List<String> PIECES = List.of("pds", "knot", "zot", "/restore", "latest", "latest-before", "at",
      "list", "help", "undo", "--reason", "--accept", "--dry-run", "--wipe", "acl", "access",
      "--mirror-as-of-snapshot", "--as-of", "=", "\"", "'", "“", "–", "—", "-", "ago",
      "6h", "2026-02-30", "99999999", "r-7k2m4q", "\u0000", "\u202e", "\ud83d", "é", "😀", " ", "\n",
      "`", "<@U1>",
      "\\");

  private final Grammar grammar = Examples.grammar("pds", "knot");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answersRandomCharacters(long seed) {
    var random = new Random(seed);

    for (var turn = 0; turn < 1000; turn++) {
      var bound = random.nextBoolean() ? 0x80 : 0x3000;
      check(random.ints(random.nextInt(120), 0, bound).mapToObj(Character::toString).collect(Collectors.joining()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void answersRandomPiecesOfCommands(long seed) {
    var random = new Random(seed);

    for (var turn = 0; turn < 1000; turn++) {
      check(IntStream.range(0, random.nextInt(12)).mapToObj(_ -> any(PIECES, random) + " ".repeat(random.nextInt(2)))
          .collect(Collectors.joining()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void answersCommandsWithMistakes(long seed) {
    var random = new Random(seed);

    for (var turn = 0; turn < 1000; turn++) {
      var text = new StringBuilder(any(COMMANDS, random));
      for (var mistake = 0; mistake <= random.nextInt(4); mistake++) {
        var at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, any(PIECES, random));
          case 2 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
          default -> text.insert(at, text.charAt(at));
        }
      }
      check(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "--accept ", "--reason a ", "pds ", "\"", "-", "é", "--", "=", "2026-02-25 "})
  void answersTheSameThingOverAndOver(String piece) {
    for (var start : List.of("", "pds ", "pds latest-before ", "pds latest ", "help ", "show ")) {
      check((start + piece.repeat(2000)).substring(0, 2000));
    }
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private void check(String text) {
    switch (grammar.parse(text, Examples.TIME.instant())) {
      case Understood(_, var echo) -> assertThat(echo).as(text).hasSizeLessThan(1000).doesNotContainPattern("\\p{Cc}");
      case Misunderstood(var problem, var suggestions) -> {
        assertThat(problem).as(text).isNotBlank().hasSizeLessThan(600).doesNotContainPattern("\\p{Cc}");
        assertThat(suggestions).as(text).hasSizeLessThanOrEqualTo(3).allSatisfy(suggestion -> {
          assertThat(suggestion).matches("(?s)/(restore|diagnose)\\b.*").hasSizeLessThanOrEqualTo(2000)
              .doesNotContainPattern("\\p{Cc}");
          assertThat(grammar.parse(suggestion, Examples.TIME.instant())).isInstanceOf(Understood.class);
        });
      }
    }
  }
}
