package dev.restorebot.bot.sandbox;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
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

  private static final Fault WELL = Fault.Plain.ALL_IS_WELL;
  private static final int MANY = 50;

  /// The PDS alone, which is made in no time.
  static final Blueprint PDS = of(List.of(SandboxService.PDS));

  public Blueprint {
    services = Collections.unmodifiableSet(new LinkedHashSet<>(services));
  }

  /// With these, to which happens what [SandboxService#story] tells.
  public static Blueprint of(Collection<SandboxService> services) {
    return new Blueprint(new LinkedHashSet<>(services), MANY, Fortune.HARMED);
  }

  /// The services that a world of it may have, though it be made with others.
  Set<SandboxService> known() {
    var known = new LinkedHashSet<>(SandboxService.ALL);
    known.addAll(services);
    return known;
  }

  /// What `script` needs of `services`: those that it names, or all of them if it names none.
  public static Blueprint forScript(Collection<SandboxService> services, List<String> script) {
    var named = services.stream()
        .filter(service -> script.stream().anyMatch(line -> line.matches(".*\\b" + service.label() + "\\b.*")))
        .toList();
    var chosen = of(named.isEmpty() ? services : named);
    return script.stream().anyMatch(line -> line.strip().equals("sandbox: " + WELL)) ? chosen.well() : chosen;
  }

  /// The same, to which nothing has happened.
  Blueprint well() {
    return new Blueprint(services, pictureFolders, Fortune.WELL);
  }
}
