package dev.restorebot.journal;

import dev.restorebot.files.Digest;
import dev.restorebot.run.EventCodec.Written;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Long values of an entry, which stand beside it: `attached` of the entry lists their digests, and wherever one of them was there
/// is now `{"attached": DIGEST}`. A short entry has none. Pure.
final class Attachments {
  /// What is written in fewer characters stays as it is.
  private static final int SHORT = 32 * 1024;
  /// A value of an entry that is long goes where it is written in more characters than that.
  private static final int LONG = 4 * 1024;
  private static final String ATTACHED = "attached";
  private static final String QUOTED = '"' + ATTACHED + '"';

  private Attachments() {}

  /// `text` without the values in it that are long.
  static Written of(String text) {
    // No word of others must ever be taken for a reference.
    if (text.length() <= SHORT || text.contains(QUOTED)) {
      return new Written(text, Map.of());
    }
    var entry = Format.tree(text);
    var attachments = new TreeMap<String, String>();
    entry.propertyNames().stream().toList().forEach(name -> entry.set(name, shortened(entry.path(name), attachments)));
    var names = JsonPaths.NODES.arrayNode();
    attachments.keySet().forEach(names::add);
    entry.set(ATTACHED, names);
    return new Written(Format.text(entry), attachments);
  }

  /// `node` after what is long inside it, or else itself, has gone.
  private static JsonNode shortened(JsonNode node, Map<String, String> attachments) {
    switch (node) {
      case ObjectNode object -> object.propertyNames().stream().toList()
          .forEach(name -> object.set(name, shortened(object.path(name), attachments)));
      case ArrayNode array -> {
        for (var index = 0; index < array.size(); index++) {
          array.set(index, shortened(array.path(index), attachments));
        }
      }
      default -> {
        // A single value.
      }
    }
    var content = Format.text(node);
    if (content.length() <= LONG) {
      return node;
    }
    var digest = Digest.ofText(content).sha256();
    attachments.put(digest, content);
    return JsonPaths.NODES.objectNode().put(ATTACHED, digest);
  }

  /// `text` with what stands beside it.
  ///
  /// @throws IllegalArgumentException if something of that is missing, or is not what was written
  static String joined(String text, Function<String, Optional<String>> attachments) {
    if (!text.contains(QUOTED)) {
      return text;
    }
    var entry = Format.tree(text);
    var names = names(entry);
    if (names.isEmpty()) {
      return text;
    }
    entry.remove(ATTACHED);
    entry.propertyNames().stream().toList()
        .forEach(name -> entry.set(name, joined(entry.path(name), names, attachments)));
    return Format.text(entry);
  }

  private static JsonNode joined(JsonNode node, Set<String> names, Function<String, Optional<String>> attachments) {
    return switch (node) {
      case ObjectNode object when object.size() == 1 && names.contains(object.path(ATTACHED).asString("")) ->
        joined(content(object.path(ATTACHED).stringValue(), attachments), names, attachments);
      case ObjectNode object -> {
        object.propertyNames().stream().toList()
            .forEach(name -> object.set(name, joined(object.path(name), names, attachments)));
        yield object;
      }
      case ArrayNode array -> {
        for (var index = 0; index < array.size(); index++) {
          array.set(index, joined(array.path(index), names, attachments));
        }
        yield array;
      }
      default -> node;
    };
  }

  private static JsonNode content(String digest, Function<String, Optional<String>> attachments) {
    return attachments.apply(digest).filter(content -> Digest.ofText(content).sha256().equals(digest)).map(Format::node)
        .orElseThrow(() -> new IllegalArgumentException(
            "the attachment " + digest + " is missing, or is not what was written"));
  }

  /// The digests that an entry lists.
  private static Set<String> names(ObjectNode entry) {
    var names = new HashSet<String>();
    entry.path(ATTACHED).valueStream().map(name -> name.asString("")).filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }
}
