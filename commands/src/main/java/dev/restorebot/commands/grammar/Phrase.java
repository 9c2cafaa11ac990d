package dev.restorebot.commands.grammar;

import java.util.ArrayList;
import java.util.List;

/// The words of a command without `/restore` in front, from which corrected commands are made.
record Phrase(List<Word> words) {
  /// What every command starts with.
  static final String SLASH_WORD = "/restore";

  Phrase {
    words = List.copyOf(words);
  }

  /// The whole command with `text` in the place of `word`.
  String replacing(Word word, String text) {
    return replacing(List.of(word), text);
  }

  /// The whole command with `text` in the place of `some`, which follow each other.
  String replacing(List<Word> some, String text) {
    var changed = new ArrayList<Word>();
    for (var word : words) {
      if (!some.contains(word)) {
        changed.add(word);
      } else if (word.equals(some.getFirst())) {
        changed.add(new Word(text, Word.Form.BARE, word.place()));
      }
    }
    return new Phrase(changed).toString();
  }

  /// The whole command without `some` of its words.
  String without(List<Word> some) {
    return new Phrase(words.stream().filter(word -> !some.contains(word)).toList()).toString();
  }

  /// The whole command, as it would be typed.
  @Override
  public String toString() {
    // A command of its own has a slash itself: `/diagnose`.
    var own = !words.isEmpty() && words.getFirst().keyword().startsWith("/");
    var text = new StringBuilder(own ? "" : SLASH_WORD);
    var joined = own;
    for (var word : words) {
      text.append(joined ? "" : " ").append(word);
      joined = word.form() == Word.Form.OPTION_WITH_VALUE;
    }
    return text.toString();
  }
}
