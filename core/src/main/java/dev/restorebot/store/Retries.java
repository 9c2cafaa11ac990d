package dev.restorebot.store;

/// Tries again what failed because a store was unavailable. Thread-safe.
@FunctionalInterface
public interface Retries {
  /// Makes `attempt` until it succeeds, fails for another reason than a [BackupStoreException] of kind `UNAVAILABLE`, or
  /// has failed often enough; the last failure is thrown.
  void make(Attempt attempt) throws InterruptedException;

  /// Something that may be done again.
  @FunctionalInterface
  interface Attempt {
    /// Does it, or goes on where the attempt before it broke off.
    void run() throws InterruptedException;
  }
}
