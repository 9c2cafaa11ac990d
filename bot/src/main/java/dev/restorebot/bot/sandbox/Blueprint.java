package dev.restorebot.bot.sandbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a new world is made with.
///
/// @param services at least one
/// @param pictureFolders how many folders of a hundred objects the knot's largest repository has
/// @param fortune whether something has happened to them
public record Blueprint(Set<SandboxService> services, int pictureFolders, Fortune fortune) {
  /// Whether something has happened to the services of a world.
  public enum Fortune {
    /// What [SandboxService#story] tells.
    HARMED,
    /// Nothing is wrong with anything, and last night's backups are good.
    WELL
  }

  private static final Mishap WELL = Mishap.Plain.ALL_IS_WELL;
  private static final int MANY = 50;

  /// Everything there is.
  public static final Blueprint ALL = of(EnumSet.allOf(SandboxService.class));
  /// The PDS alone, which is made in no time.
  static final Blueprint PDS = of(EnumSet.of(SandboxService.PDS));

  public Blueprint {
    services = Collections.unmodifiableSet(EnumSet.copyOf(services));
  }

  private static Blueprint of(Set<SandboxService> services) {
    return new Blueprint(services, MANY, Fortune.HARMED);
  }

  /// What `script` needs: the services that it names, or all of them if it names none.
  public static Blueprint of(List<String> script) {
    var named = EnumSet.noneOf(SandboxService.class);
    for (var service : SandboxService.values()) {
      if (script.stream().anyMatch(line -> line.matches(".*\\b" + service.label() + "\\b.*"))) {
        named.add(service);
      }
    }
    var chosen = named.isEmpty() ? ALL : of(named);
    return script.stream().anyMatch(line -> line.strip().equals("sandbox: " + WELL)) ? chosen.well() : chosen;
  }

  /// The same, to which nothing has happened.
  Blueprint well() {
    return new Blueprint(services, pictureFolders, Fortune.WELL);
  }
}
