package dev.restorebot.approval;

import java.time.Instant;

/// Somebody asked how services are: a diagnosis, a list, the history, a run.
///
/// @param where the place in which they asked, as the front end names it; empty if in none in particular
/// @param question what they typed, as they typed it, its first 200 characters
public record Ask(Instant at, Person by, String where, String question, Outcome outcome) {
  private static final int LONGEST = 200;

  /// Whether they got an answer.
  public enum Outcome {
    ANSWERED, REFUSED
  }

  public Ask {
    question = question.length() <= LONGEST ? question : question.substring(0, LONGEST);
  }
}
