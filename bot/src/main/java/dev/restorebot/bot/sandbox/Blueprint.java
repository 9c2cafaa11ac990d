package dev.restorebot.bot.sandbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a new world is made with.
///
/// @param services at least one
/// @param pictureFolders how many folders of a hundred objects the knot's largest repository has
public record Blueprint(Set<SandboxService> services, int pictureFolders) {
  private static final int MANY = 50;

  /// Everything there is.
  public static final Blueprint ALL = of(EnumSet.allOf(SandboxService.class));
  /// The PDS alone, which is made in no time.
  static final Blueprint PDS = of(EnumSet.of(SandboxService.PDS));

  public Blueprint {
    services = Collections.unmodifiableSet(EnumSet.copyOf(services));
  }

  private static Blueprint of(Set<SandboxService> services) {
    return new Blueprint(services, MANY);
  }

  /// What `script` needs: the services that it names, or all of them if it names none.
  public static Blueprint of(List<String> script) {
    var named = EnumSet.noneOf(SandboxService.class);
    for (var service : SandboxService.values()) {
      if (script.stream().anyMatch(line -> line.matches(".*\\b" + service.label() + "\\b.*"))) {
        named.add(service);
      }
    }
    return named.isEmpty() ? ALL : of(named);
  }
}
