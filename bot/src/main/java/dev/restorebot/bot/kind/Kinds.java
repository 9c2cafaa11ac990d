package dev.restorebot.bot.kind;

import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.kind.DataKind;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of services that a program knows.
public record Kinds(List<KindModule<?, ?>> modules) {
  /// Those of restorebot.
  public static final Kinds ALL = new Kinds(List.of(new PdsModule(), new KnotModule()));

  /// @throws IllegalArgumentException if two have one name, or an amendment is called as a command is
  public Kinds {
    modules = List.copyOf(modules);
    if (modules.stream().map(KindModule::name).distinct().count() < modules.size()) {
      throw new IllegalArgumentException("two kinds have one name");
    }
    for (var verb : verbs(modules)) {
      if (Grammar.reserves(new ServiceName(verb))) {
        throw new IllegalArgumentException("an amendment is called as a command is: " + verb);
      }
    }
  }

  /// These and one more.
  public Kinds with(KindModule<?, ?> more) {
    return new Kinds(Stream.concat(modules.stream(), Stream.of(more)).toList());
  }

  /// Their services to practise on.
  public List<SandboxService> sandbox() {
    return modules.stream().map(KindModule::sandbox).toList();
  }

  /// Their words, in the order of the alphabet.
  public List<String> names() {
    return modules.stream().<String>map(KindModule::name).sorted().toList();
  }

  /// The words that people type for their amendments.
  public Set<String> verbs() {
    return verbs(modules);
  }

  private static Set<String> verbs(List<KindModule<?, ?>> modules) {
    return modules.stream().flatMap(module -> module.amendment().stream()).map(Amendment::verb)
        .collect(Collectors.toSet());
  }

  /// What the section called `name` holds; empty if no kind is called that.
  public Optional<Class<? extends Section>> section(String name) {
    return module(name).map(KindModule::section);
  }

  /// Their parts that know files, by name.
  public Map<String, DataKind> data() {
    return modules.stream().collect(Collectors.toMap(KindModule::name, KindModule::data));
  }

  /// What the configuration says of `service`, checked: it has the section of its own kind, and no other.
  ///
  /// @param sections as they are written, by the name of the kind
  /// @param path where the service stands in the file
  /// @throws ConfigurationException if something cannot be used
  public ConfiguredKind<?> configured(ServiceDefinition service, Map<String, Section> sections,
      ConfigurationPath path) {
    for (var each : modules) {
      var name = each.name();
      var is = service.kind().equals(name);
      if (is == (sections.get(name) == null)) {
        throw path.at(name).wrong(is
            ? "a service of kind " + name + " needs this section"
            : "only a service of kind " + name + " has this section");
      }
    }
    return ConfiguredKind.of(module(service.kind(), path), Objects.requireNonNull(sections.get(service.kind())),
        service, path);
  }

  /// The kind called `name`.
  ///
  /// @param path where the service stands in the file
  /// @throws ConfigurationException if there is none
  public KindModule<?, ?> module(String name, ConfigurationPath path) {
    return module(name).orElseThrow(
        () -> path.at("kind").wrong("unknown kind `" + name + "`; known: " + String.join(", ", names())));
  }

  private Optional<KindModule<?, ?>> module(String name) {
    return modules.stream().filter(module -> module.name().equals(name)).findFirst();
  }
}
