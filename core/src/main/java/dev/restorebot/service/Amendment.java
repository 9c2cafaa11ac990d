package dev.restorebot.service;

import java.util.List;
import java.util.regex.Pattern;

/// A named change that services of a kind know to their own data: it adds what can be derived and is missing, without any backup. What is
/// typed for it, and all that is said of it; what it changes, only the kind knows.
///
/// @param words what messages about it call it
/// @param synonyms what else people may type who mean it, and ask for help about
/// @param lack why something may be missing, a sentence for its help
/// @param reason an example of why somebody asks for it
/// @param complete what is so of a service in which nothing is missing, after its name: `has every tag that could be derived`
/// @param otherwise what to do where that does not help, a sentence
public record Amendment(AmendmentWords words, List<String> synonyms, String lack, String reason, String complete,
    String otherwise) {
  private static final Pattern TYPED = Pattern.compile("[a-z][a-z-]{0,30}");

  /// @throws IllegalArgumentException if what is to be typed is no word
  public Amendment {
    synonyms = List.copyOf(synonyms);
    if (!TYPED.matcher(words.verb()).matches() || !synonyms.stream().allMatch(TYPED.asMatchPredicate())) {
      throw new IllegalArgumentException("an amendment has words that cannot be typed: " + words.verb() + ", "
          + synonyms);
    }
  }

  /// What is typed for it: `/restore VERB SERVICE`.
  public String verb() {
    return words.verb();
  }

  /// The command that asks for it.
  public String command(ServiceName service) {
    return "/restore " + verb() + " " + service;
  }
}
