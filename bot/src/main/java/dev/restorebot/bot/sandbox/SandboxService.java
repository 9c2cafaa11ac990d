package dev.restorebot.bot.sandbox;

import dev.restorebot.service.WorkloadRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A service that a world may have: a namespace of its own with one deployment, one volume, one CronJob and one Secret.
///
/// @param label what people call it, and the name of its namespace and deployment; the keys of its backups begin with it
/// @param story what has happened to it, for people
/// @param part what is special to its kind
public record SandboxService(String label, String story, SandboxPart part) {
  /// Three accounts and their sequencer.
  public static final SandboxService PDS =
      new SandboxService("pds", "A PDS called pds has lost its account database.", new PdsPart());
  /// A database and bare git repositories.
  public static final SandboxService KNOT = new SandboxService("knot",
      "A knot called knot has lost its database and most of its repositories.", new KnotPart());
  /// Those of restorebot.
  public static final List<SandboxService> ALL = List.of(PDS, KNOT);

  String claim() {
    return label + "-data";
  }

  WorkloadRef workload() {
    return new WorkloadRef(label, "deployment", label);
  }

  String pod() {
    return label + "-0";
  }

  String cronJob() {
    return label + "-backup";
  }

  String secret() {
    return label + "-s3-credentials";
  }

  /// What it is called in the files of a world.
  String key() {
    return label.toUpperCase(Locale.ROOT);
  }

  /// Where its volume lies in a world.
  Path volume(Path world) {
    return world.resolve("volumes").resolve(claim());
  }

  /// Those of `known` that `world` was made with: those that have a volume.
  static Set<SandboxService> of(Path world, Collection<SandboxService> known) {
    var there = new LinkedHashSet<>(known);
    there.removeIf(service -> !Files.isDirectory(service.volume(world)));
    return there;
  }

  @Override
  public String toString() {
    return label;
  }
}
