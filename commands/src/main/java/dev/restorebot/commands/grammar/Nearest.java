package dev.restorebot.commands.grammar;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.commons.text.similarity.LevenshteinDistance;

/// Finds the words that a mistyped one was probably meant to be.
final class Nearest {
  private static final int LONGEST = 60;
  private static final int FARTHEST = 3;
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(FARTHEST);

  private Nearest() {}

  /// Those of `known` that are near enough to `typed`, nearest first; empty if none is. One letter in three may be
  /// wrong, two swapped letters count as one mistake, and the beginning of a word is near to the word.
  static List<String> to(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return List.of();
    }
    return known.stream()
        .map(word -> new Candidate(word, mistakes(typed, word)))
        .filter(Predicate.not(candidate -> candidate.mistakes().isEmpty()))
        .sorted(Comparator.comparing(candidate -> candidate.mistakes().orElseThrow()))
        .map(Candidate::word)
        .toList();
  }

  private record Candidate(String word, Optional<Integer> mistakes) {}

  private static Optional<Integer> mistakes(String typed, String word) {
    var distance = (int) DISTANCE.apply(typed, word);
    var counted = distance == 2 && sameLetters(typed, word) ? 1 : distance;
    if (counted >= 0 && counted <= Math.max(1, Math.min(typed.length(), word.length()) / 3)) {
      return Optional.of(counted);
    }
    return typed.length() >= 2 && word.startsWith(typed) ? Optional.of(FARTHEST) : Optional.empty();
  }

  private static boolean sameLetters(String one, String other) {
    return Arrays.equals(one.chars().sorted().toArray(), other.chars().sorted().toArray());
  }
}
