package dev.restorebot.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps seals where whoever has the bot's state, and the bot itself, can add some and change none before their time is over.
/// Thread-safe; blocks.
public interface Anchor {
  /// Where it is, for people: `s3://seals/restorebot/`.
  String place();

  /// Keeps `seal` until `until`. Idempotent: leaves one alone that is there.
  ///
  /// @throws AnchorException if it is not known to be kept
  void keep(AnchoredSeal seal, Instant until);

  /// The names of the seals that are there.
  ///
  /// @throws AnchorException if they cannot be listed
  Set<String> names();

  /// Everything that is there by the name of a seal, and every version of it where the store tells them: one that was put over
  /// another later does not hide it.
  ///
  /// @throws AnchorException if it cannot be read
  List<Found> all();

  /// Whether the store keeps anybody from changing what is there.
  ///
  /// @throws AnchorException if it does not answer
  Lock lock();

  /// What is there by the name of a seal.
  ///
  /// @param seal empty if it is none, or one of another name
  record Found(String name, Optional<AnchoredSeal> seal) {}

  /// Whether anybody can change what is there.
  sealed interface Lock {
    /// Nobody can, before its time is over.
    record On() implements Lock {}

    /// Somebody can.
    ///
    /// @param why in a sentence without an end
    /// @param next the next move
    record Off(String why, String next) implements Lock {}
  }

  /// Seals could not be kept or read: what was tried, why it failed, and the next move. Holds no secret.
  final class AnchorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AnchorException(String message, Throwable cause) {
      super(message, cause);
    }

    public AnchorException(String message) {
      super(message);
    }
  }
}
