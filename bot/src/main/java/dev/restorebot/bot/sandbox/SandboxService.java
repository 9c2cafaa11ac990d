package dev.restorebot.bot.sandbox;

import dev.restorebot.service.WorkloadRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A service that a world may have: a namespace of its own with one deployment, one volume, one CronJob and one Secret.
public enum SandboxService {
  /// Three accounts and their sequencer.
  PDS,
  /// A database and bare git repositories.
  KNOT;

  /// What people call it, and the name of its namespace and deployment.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What has happened to it, for people.
  String story() {
    return switch (this) {
      case PDS -> "A PDS called pds has lost its account database.";
      case KNOT -> "A knot called knot has lost its database and most of its repositories.";
    };
  }

  String claim() {
    return label() + "-data";
  }

  WorkloadRef workload() {
    return new WorkloadRef(label(), "deployment", label());
  }

  String pod() {
    return label() + "-0";
  }

  String cronJob() {
    return label() + "-backup";
  }

  String secret() {
    return label() + "-s3-credentials";
  }

  /// Where its volume lies in a world.
  Path volume(Path world) {
    return world.resolve("volumes").resolve(claim());
  }

  /// The service of that namespace, if there is one.
  static Optional<SandboxService> in(String namespace) {
    return Arrays.stream(values()).filter(service -> service.label().equals(namespace)).findFirst();
  }

  /// The services that `world` was made with: those that have a volume.
  static Set<SandboxService> of(Path world) {
    var there = EnumSet.noneOf(SandboxService.class);
    Arrays.stream(values()).filter(service -> Files.isDirectory(service.volume(world))).forEach(there::add);
    return there;
  }
}
