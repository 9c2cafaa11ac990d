package dev.restorebot.run;

import java.time.Instant;
import java.util.List;

/// What people said, kept from the moment before it is acknowledged until it has been worked off. Thread-safe.
public interface Inbox {
  /// Keeps `item` and returns once it is durable; blocks, but never for anything but its own file.
  ///
  /// @return false if an item of that key was kept before, and is open or was done within the last day: it is the same
  ///     said again
  /// @throws InboxException if it could not be stored; nothing was kept
  boolean keep(Item item);

  /// `key` is worked off. Idempotent; does not block, and is durable some time later: a process that is killed before then
  /// finds the item open once more.
  void done(String key);

  /// What was kept and is not done, the oldest first. Blocks.
  ///
  /// @throws InboxException if it cannot be read
  List<Item> open();

  /// One thing that somebody said.
  ///
  /// @param key what makes it the same if it is said again
  /// @param text whatever is needed to work it off; no secret, nor anything that lets its finder speak as the bot
  record Item(String key, Instant at, String text) {}

  /// The inbox could not be read or written: what was tried on what, and why it failed.
  final class InboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InboxException(String message) {
      super(message);
    }

    public InboxException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
