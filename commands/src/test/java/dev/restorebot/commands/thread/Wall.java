package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Messages.Written.Gone;
import dev.restorebot.commands.thread.Messages.Written.Later;
import dev.restorebot.commands.thread.Messages.Written.Taken;
import dev.restorebot.commands.thread.Messages.Written.Unwanted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A chat with editable messages that keeps what it is given, and notes each attempt with its time.
final class Wall implements Messages {
  private final InstantSource clock;
  private final Instant start;
  private final Map<String, String> messages = new LinkedHashMap<>();
  private final List<String> attempts = new ArrayList<>();
  private Optional<Written> mood = Optional.empty();
  private int count;

  Wall(InstantSource clock) {
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public String name() {
    return "wall";
  }

  @Override
  public Pacing pacing() {
    return new Pacing(Duration.ofMillis(1100), Duration.ofMillis(1250), Duration.ofSeconds(3));
  }

  /// What it answers from now on instead of taking anything.
  void answers(Written answer) {
    mood = Optional.of(answer);
  }

  void doesNotAnswer() {
    answers(new Later(Optional.empty(), "no route"));
  }

  void wantsToBeLeftAlone(Duration time) {
    answers(new Later(Optional.of(time), "too many"));
  }

  void wantsNothing() {
    answers(new Unwanted("not in the channel"));
  }

  void answersAgain() {
    mood = Optional.empty();
  }

  /// Somebody deletes a message.
  void lose(String message) {
    messages.remove(message);
  }

  /// Every attempt since the last call, with the time since the beginning in seconds.
  List<String> attempts() {
    var noted = List.copyOf(attempts);
    attempts.clear();
    return noted;
  }

  /// Each message as it is now.
  Map<String, String> messages() {
    return messages;
  }

  @Override
  public Written post(Destination to, Content content) {
    note("post " + brief(content) + to.thread().map(thread -> " under " + thread).orElse(""));
    if (mood.isPresent()) {
      return mood.get();
    }
    if (to.thread().isPresent() && !messages.containsKey(to.thread().get())) {
      return new Gone("no such thread");
    }
    var name = "m" + ++count;
    messages.put(name, brief(content));
    return new Taken(name);
  }

  @Override
  public Written edit(String message, Content content) {
    note("edit " + message + " " + brief(content));
    if (mood.isPresent()) {
      return mood.get();
    }
    return messages.computeIfPresent(message, (_, _) -> brief(content)) == null
        ? new Gone("no such message")
        : new Taken(message);
  }

  private void note(String what) {
    attempts.add(String.format(Locale.ROOT, "%.1f %s",
        Duration.between(start, clock.instant()).toMillis() / 1000.0, what));
  }

  private static String brief(Content content) {
    return switch (content) {
      case Card card -> "card: " + card.fields().getFirst().value() + card.fields().stream()
          .filter(field -> field.name().equals("Progress")).map(field -> ", " + field.value()).findFirst().orElse("");
      case Post post -> post.lines().getFirst().replaceAll("[:.].*", "");
    };
  }
}
