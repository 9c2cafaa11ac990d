package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A channel. Guarded by the server's watch.
final class Room {
  private final String id;
  private final String name;
  private final boolean secret;
  private final Set<String> members;
  private final List<Message> messages = new ArrayList<>();
  private boolean archived;
  private boolean shared;

  /// A private one is `secret`.
  Room(String id, String name, boolean secret, List<String> members) {
    this.id = id;
    this.name = name;
    this.secret = secret;
    this.members = new LinkedHashSet<>(members);
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean secret() {
    return secret;
  }

  Set<String> members() {
    return members;
  }

  boolean archived() {
    return archived;
  }

  void archive() {
    archived = true;
  }

  boolean shared() {
    return shared;
  }

  /// Another company gets in.
  void share() {
    shared = true;
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /// Also if it was deleted.
  Optional<Message> message(String ts) {
    return messages.stream().filter(message -> message.ts().equals(ts)).findAny();
  }

  boolean hasReplies(String ts) {
    return messages.stream()
        .anyMatch(message -> message.isReply() && ts.equals(message.threadTs()) && !message.deleted());
  }

  void add(Message message) {
    messages.add(message);
  }

  void replace(String ts, UnaryOperator<Message> change) {
    messages.replaceAll(message -> message.ts().equals(ts) ? change.apply(message) : message);
  }
}
