package dev.restorebot.journal;

import dev.restorebot.service.AmendmentWords;
import org.jspecify.annotations.Nullable;

/// What messages about an amendment call it, as it is stored.
record AmendmentRecord(String verb, String noun, String nouns, String label, String agree, String agreed,
    String without) {
  static AmendmentRecord of(AmendmentWords words) {
    return new AmendmentRecord(words.verb(), words.noun(), words.nouns(), words.label(), words.agree(), words.agreed(),
        words.without());
  }

  static @Nullable AmendmentRecord ofNullable(@Nullable AmendmentWords words) {
    return words == null ? null : of(words);
  }

  AmendmentWords words() {
    return new AmendmentWords(verb, noun, nouns, label, agree, agreed, without);
  }
}
