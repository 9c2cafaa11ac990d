package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Messages.Written.Later;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// When the next message may be written: no sooner than the chat's [Pacing] says. What it answers to too many is obeyed, and a chat
/// that does not answer is asked less and less often. Confined to the outbox's thread.
final class Pace {
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

  private final Pacing pacing;
  private final Map<String, Instant> posts = new HashMap<>();
  private Instant edits = Instant.MIN;
  private Instant postsHeld = Instant.MIN;
  private Instant editsHeld = Instant.MIN;
  private Duration patience = FIRST_PATIENCE;

  Pace(Pacing pacing) {
    this.pacing = pacing;
  }

  /// When a message may be posted at `where`.
  Instant post(String where) {
    return later(postsHeld, posts.getOrDefault(where, Instant.MIN));
  }

  /// When a message may be edited.
  Instant edit() {
    return later(editsHeld, edits);
  }

  /// The later of two moments.
  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  void posted(String where, Instant now) {
    posts.put(where, now.plus(pacing.betweenPosts()));
    patience = FIRST_PATIENCE;
  }

  void edited(Instant now) {
    edits = now.plus(pacing.betweenEdits());
    patience = FIRST_PATIENCE;
  }

  /// A message of one run was edited at `now`: when the next that nobody waits for may be.
  Instant nextUpdate(Instant now) {
    return now.plus(pacing.betweenUpdates());
  }

  /// The chat did not want one more new message now.
  void holdPosts(Later later, Instant now) {
    postsHeld = now.plus(later.after().orElseGet(() -> silence(now)));
  }

  /// The chat did not want one more edit now.
  void holdEdits(Later later, Instant now) {
    editsHeld = now.plus(later.after().orElseGet(() -> silence(now)));
  }

  /// It did not answer at all: nothing is tried for a while, each time for longer.
  private Duration silence(Instant now) {
    var wait = patience;
    patience = wait.multipliedBy(2).compareTo(MOST_PATIENCE) < 0 ? wait.multipliedBy(2) : MOST_PATIENCE;
    postsHeld = now.plus(wait);
    editsHeld = now.plus(wait);
    return wait;
  }
}
