package dev.restorebot.commands.grammar;

import dev.restorebot.service.Amendment;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads the names of services.
final class Services {
  private static final int SHOWN = 12;

  private final Catalogue catalogue;

  Services(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// The service that `word` names.
  Reading<ServiceName> read(Word word, Phrase phrase) {
    return read(word, "There is no service " + word.shown() + ".",
        near(word).stream().map(name -> phrase.replacing(word, name)).toList(), known());
  }

  /// The service that `word` names; if it names none, that is `problem`, with `tries` or `otherwise`.
  Reading<ServiceName> read(Word word, String problem, List<String> tries, String otherwise) {
    var value = word.value();
    var name = catalogue.names().stream().filter(called(value)).findFirst();
    if (name.isPresent()) {
      return Reading.of(name.get());
    }
    var lost = catalogue.notBackedUp().keySet().stream().filter(called(value)).findFirst();
    return lost.isPresent()
        ? Reading.wrong(value + " is not backed up. " + catalogue.notBackedUp().get(lost.get()))
        : new Reading.Wrong<>(problem, tries, otherwise);
  }

  /// True if the backups of `name`, which is in the catalogue, have a part without a timestamp.
  boolean mirrored(ServiceName name) {
    return catalogue.service(name).filter(service -> !service.backups().mirrors().isEmpty()).isPresent();
  }

  /// The amendment that `name`, which is in the catalogue, knows.
  Optional<Amendment> amendment(ServiceName name) {
    return catalogue.service(name).flatMap(ServiceDefinition::amendment);
  }

  /// The services that know `amendment`, or another with its verb.
  List<ServiceName> amendable(Amendment amendment) {
    return catalogue.amendable(amendment.verb());
  }

  /// What help there is.
  Topics topics() {
    return new Topics(catalogue);
  }

  private static Predicate<ServiceName> called(String value) {
    return name -> name.value().equals(value);
  }

  /// The names that are near to `word`.
  List<String> near(Word word) {
    return Nearest.to(word.keyword(), catalogue.names().stream().map(ServiceName::value).toList());
  }

  /// A sentence that says which services there are.
  String known() {
    var names = catalogue.names();
    if (names.isEmpty()) {
      return "No service is configured.";
    }
    var more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
    return names.stream().limit(SHOWN).map(ServiceName::value)
        .collect(Collectors.joining(", ", "Services: ", more + "."));
  }
}
