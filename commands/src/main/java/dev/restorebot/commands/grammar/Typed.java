package dev.restorebot.commands.grammar;

import java.util.List;

/// A command taken apart: its options, and the words that are not options.
record Typed(Phrase phrase, Options options, List<Word> words) {
  /// Takes `phrase` apart.
  static Reading<Typed> of(Phrase phrase) {
    return Options.of(phrase).then(options -> Reading.of(new Typed(phrase, options,
        phrase.words().stream().filter(word -> !options.given().contains(word)).toList())));
  }

  /// The words after the first `count`.
  List<Word> after(int count) {
    return words.subList(Math.min(count, words.size()), words.size());
  }
}
