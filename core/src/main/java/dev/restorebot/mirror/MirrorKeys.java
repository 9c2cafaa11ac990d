package dev.restorebot.mirror;

import dev.restorebot.service.MirrorDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells which file below its folder each key of a mirror means. Keys come from outside and are not trusted to be paths.
/// Whether two of them can be there together is for [NameClashes]. Thread-safe.
final class MirrorKeys {
  private static final int LONGEST_NAME = 255;
  /// No key of S3 is longer, and every disk takes a path of that length.
  private static final int LONGEST_PATH = 1024;

  private final MirrorDefinition definition;
  private final Predicate<String> leftOver;

  /// @param leftOver whether the file at a path below the volume's root is what a writer left behind
  MirrorKeys(MirrorDefinition definition, Predicate<String> leftOver) {
    this.definition = definition;
    this.leftOver = leftOver;
  }

  /// What a key means.
  sealed interface Meaning {
    /// The file at `path` below the mirror's folder.
    record File(String path) implements Meaning {}

    /// A folder, which some tools store as an object of its own.
    record Folder() implements Meaning {}

    /// What a writer left behind.
    record LeftOver() implements Meaning {}

    /// Nothing that may be written to a disk.
    record NoPath(String why) implements Meaning {}
  }

  /// What `key` means.
  Meaning meaning(String key) {
    if (!key.startsWith(definition.prefix())) {
      return new Meaning.NoPath("does not start with " + definition.prefix());
    }
    var path = key.substring(definition.prefix().length());
    if (path.isEmpty() || path.endsWith("/")) {
      return new Meaning.Folder();
    }
    var objection = objection(path);
    if (objection.isPresent()) {
      return new Meaning.NoPath(objection.get());
    }
    if (leftOver.test(definition.folder() + "/" + path)) {
      return new Meaning.LeftOver();
    }
    return new Meaning.File(path);
  }

  private static Optional<String> objection(String path) {
    if (path.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("holds a control character");
    }
    if (path.indexOf('\\') >= 0) {
      return Optional.of("holds a backslash");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path) || path.indexOf('\uFFFD') >= 0) {
      return Optional.of("is no text");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      return Optional.of("is longer than " + LONGEST_PATH + " bytes");
    }
    for (var name : path.split("/", -1)) {
      switch (name) {
        case "" -> {
          return Optional.of("holds an empty name");
        }
        case ".", ".." -> {
          return Optional.of("holds the name " + name);
        }
        default -> {
          if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            return Optional.of("holds a name of more than " + LONGEST_NAME + " bytes");
          }
        }
      }
    }
    return Optional.empty();
  }
}
