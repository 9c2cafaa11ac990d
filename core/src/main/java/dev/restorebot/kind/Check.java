package dev.restorebot.kind;

/// One question about a service. Asked once; several are asked side by side.
public interface Check {
  /// What is looked at, in a word or two: `accounts`.
  String name();

  /// What is asked, a sentence for people.
  String question();

  /// Whether it tells that data is lost, so that nobody may say that nothing is where it could not look. Pure.
  default boolean tellsOfLoss() {
    return false;
  }

  /// Looks. Blocks for as long as it takes: whoever asks gives up waiting when it is time, and says so. Changes nothing; what could not
  /// be asked is an [Observation#unknown], not an exception.
  Observation look() throws InterruptedException;
}
