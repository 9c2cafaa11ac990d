package dev.restorebot.bot.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// What goes wrong with the next calls. Guarded by the server's watch.
final class Trouble {
  private static final Duration BETWEEN_POSTS = Duration.ofSeconds(1);
  private static final int BURST = 429;

  private final SlackTime time;
  private final Queue<Misfortune> ofAll = new ArrayDeque<>();
  private final Map<String, Queue<Misfortune>> ofMethod = new HashMap<>();
  private final Map<String, Instant> lastPost = new HashMap<>();
  private boolean strict;
  private boolean down;
  private boolean hanging;
  private boolean linkDisabled;

  /// What befalls one call.
  sealed interface Misfortune {
    /// Another HTTP status than 200; `retryAfter` is zero if it does not say.
    record Status(int code, Duration retryAfter) implements Misfortune {}

    /// Not done, but refused with an error.
    record Refused(String error) implements Misfortune {}

    /// Done, but the connection breaks before the answer.
    record Lost() implements Misfortune {}
  }

  Trouble(SlackTime time) {
    this.time = time;
  }

  void befall(Misfortune misfortune, int times) {
    for (var left = times; left > 0; left--) {
      ofAll.add(misfortune);
    }
  }

  void befall(String method, Misfortune misfortune, int times) {
    for (var left = times; left > 0; left--) {
      ofMethod.computeIfAbsent(method, _ -> new ArrayDeque<>()).add(misfortune);
    }
  }

  Optional<Misfortune> next(String method, String channel) {
    if (!ofAll.isEmpty()) {
      return Optional.of(ofAll.remove());
    }
    var own = ofMethod.getOrDefault(method, new ArrayDeque<>());
    if (!own.isEmpty()) {
      return Optional.of(own.remove());
    }
    return "chat.postMessage".equals(method) && tooSoon(channel)
        ? Optional.of(new Misfortune.Status(BURST, BETWEEN_POSTS))
        : Optional.empty();
  }

  private boolean tooSoon(String channel) {
    var now = time.instant();
    if (strict && now.isBefore(lastPost.getOrDefault(channel, Instant.EPOCH).plus(BETWEEN_POSTS))) {
      return true;
    }
    lastPost.put(channel, now);
    return false;
  }

  void strict() {
    strict = true;
  }

  boolean down() {
    return down;
  }

  boolean hanging() {
    return hanging;
  }

  boolean linkDisabled() {
    return linkDisabled;
  }

  void goDown() {
    down = true;
    hanging = false;
  }

  void hang() {
    hanging = true;
  }

  void comeUp() {
    down = false;
    hanging = false;
  }

  void disableLink() {
    linkDisabled = true;
  }

  void enableLink() {
    linkDisabled = false;
  }
}
