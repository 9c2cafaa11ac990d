package dev.restorebot.service;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything an operator can name: the services that can be restored, and those that are not backed up, each with the
/// reason and what to do instead.
public record Catalogue(Map<ServiceName, ServiceDefinition> services, Map<ServiceName, String> notBackedUp) {
  public Catalogue {
    services = Map.copyOf(services);
    notBackedUp = Map.copyOf(notBackedUp);
  }

  /// The service called `name`, if it is known and can be restored.
  public Optional<ServiceDefinition> service(ServiceName name) {
    return Optional.ofNullable(services.get(name));
  }

  /// The amendments that its services know, each verb once.
  public List<Amendment> amendments() {
    var verbs = new HashSet<String>();
    return names().stream().flatMap(name -> service(name).flatMap(ServiceDefinition::amendment).stream())
        .filter(amendment -> verbs.add(amendment.verb())).toList();
  }

  /// The names of the services that know an amendment called `verb`, in order.
  public List<ServiceName> amendable(String verb) {
    return names().stream().filter(name -> service(name).flatMap(ServiceDefinition::amendment)
        .filter(amendment -> amendment.verb().equals(verb)).isPresent()).toList();
  }

  /// The names of the services that can be restored, in order.
  public List<ServiceName> names() {
    return services.keySet().stream().sorted((a, b) -> a.value().compareTo(b.value())).toList();
  }
}
