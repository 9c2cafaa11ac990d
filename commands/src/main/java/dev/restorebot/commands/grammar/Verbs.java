package dev.restorebot.commands.grammar;

import dev.restorebot.service.Amendment;
import dev.restorebot.service.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The words that can follow `/restore` in the place of a service: those that there always are, and those of the amendments that the
/// services know.
final class Verbs {
  private final List<Amendment> amendments;

  Verbs(Catalogue catalogue) {
    this.amendments = catalogue.amendments();
  }

  /// The amendment that `keyword`, which is in lower case, asks for.
  Optional<Amendment> amendment(String keyword) {
    return amendments.stream().filter(amendment -> amendment.verb().equals(keyword)).findFirst();
  }

  /// The word that `keyword`, which is in lower case, is or may have been meant to be.
  Optional<String> meant(String keyword) {
    return SubWord.of(keyword).map(SubWord::text)
        .or(() -> amendment(keyword).map(Amendment::verb)).or(() -> saidFor(keyword));
  }

  /// The word for what people may call `keyword`, which is in lower case.
  Optional<String> saidFor(String keyword) {
    return SubWord.saidFor(keyword).map(SubWord::text).or(() -> amendments.stream()
        .filter(amendment -> amendment.synonyms().contains(keyword)).map(Amendment::verb).findFirst());
  }

  /// Those a person can be offered.
  List<String> offered() {
    return Stream.concat(amendments.stream().map(Amendment::verb), SubWord.offered().stream()).toList();
  }
}
