package dev.restorebot.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The stored names of the constants of an enum, both ways. The names stay when a constant is renamed.
final class Names<E extends Enum<E>> {
  private final Function<E, String> names;
  private final Map<String, E> constants = new HashMap<>();
  private final String noun;

  /// @param names the name of each constant: a switch without a default
  Names(Class<E> type, Function<E, String> names) {
    this.names = names;
    this.noun = type.getSimpleName();
    for (var constant : type.getEnumConstants()) {
      if (constants.put(names.apply(constant), constant) != null) {
        throw new IllegalArgumentException("two constants of " + noun + " have one name: " + names.apply(constant));
      }
    }
  }

  String of(E constant) {
    return names.apply(constant);
  }

  /// @throws IllegalArgumentException if no constant has that name
  E constant(String name) {
    var constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException("no " + noun + " is called \"" + name + "\"");
    }
    return constant;
  }
}
