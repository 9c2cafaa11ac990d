package dev.restorebot.commands.thread;

import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.Shown;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Which messages of one run a chat has, and what they said when they were last written. Confined to the outbox's thread.
final class Track {
  private final String frontEnd;
  private final Map<Long, String> references = new HashMap<>();
  private final Map<Long, Content> written = new HashMap<>();
  private final Map<Long, Long> writes = new HashMap<>();
  private long count;
  private long shown;

  /// @param frontEnd what the chat is called in the journal
  Track(String frontEnd) {
    this.frontEnd = frontEnd;
  }

  /// Takes what the journal tells of the chat's messages.
  void remember(Entry entry) {
    switch (entry.event()) {
      case Posted(var chat, var anchor, var message) when chat.equals(frontEnd) -> references.put(anchor, message);
      case Shown(var chat, var upTo) when chat.equals(frontEnd) -> shown = upTo;
      default -> {
        // Says nothing about messages.
      }
    }
  }

  /// Up to which entry the chat is known to show everything as it should be.
  long shown() {
    return shown;
  }

  /// True if the chat has any message of the run.
  boolean begun() {
    return !references.isEmpty();
  }

  /// The chat's name for the card, if it has it.
  Optional<String> card(List<Message> wanted) {
    return Optional.ofNullable(references.get(wanted.getFirst().anchor()));
  }

  /// The first message that the chat does not have.
  Optional<Message> missing(List<Message> wanted) {
    return wanted.stream().filter(message -> !references.containsKey(message.anchor())).findFirst();
  }

  /// True if somebody waits for a message that the chat does not have.
  boolean missesSomethingUrgent(List<Message> wanted) {
    return wanted.stream().anyMatch(message -> message.role().urgent() && !references.containsKey(message.anchor()));
  }

  /// A message that says something else in the chat: one that people decide by before others, and then the one that was
  /// not written for longest.
  Optional<Message> stale(List<Message> wanted) {
    return wanted.stream().filter(message -> references.containsKey(message.anchor()))
        .filter(message -> !message.content().equals(written.get(message.anchor())))
        .min(Comparator.comparing((Message message) -> !message.role().urgent())
            .thenComparing(message -> writes.getOrDefault(message.anchor(), 0L)));
  }

  /// The chat shows `messages` as they are.
  void assume(List<Message> messages) {
    messages.forEach(message -> written.put(message.anchor(), message.content()));
  }

  /// The chat's name for `message`, which it has.
  String reference(Message message) {
    return Objects.requireNonNull(references.get(message.anchor()), "a message that was never posted");
  }

  /// The chat has `message` and calls it `reference`.
  void posted(Message message, String reference) {
    references.put(message.anchor(), reference);
    written.put(message.anchor(), message.content());
    writes.put(message.anchor(), ++count);
  }

  /// The chat has not got `message`, or it cannot be edited any more.
  void lost(Message message) {
    references.remove(message.anchor());
    written.remove(message.anchor());
  }
}
