package dev.restorebot.kind;

import dev.restorebot.service.Amendment;
import java.util.List;

/// What signs amount to: what is wrong, and what helps.
///
/// @param sentence what is wrong, in one sentence for people; without a full stop
/// @param steps what to do, in the order in which to try it, a sentence each; for [Advice#RESTORE] and [Advice#AMEND] what else
///        to know
public record Judgement(Gravity gravity, Advice advice, String sentence, List<String> steps) {
  /// How much it matters, the gravest first: of several judgements the gravest makes the verdict.
  public enum Gravity {
    /// Data is lost.
    LOSS,
    /// The service does not serve.
    OUTAGE,
    /// The service does not serve, and nothing on its volume says why. Counts for nothing beside what explains it.
    UNEXPLAINED,
    /// Part of it does not work, or for some.
    PART,
    /// Others do not see it as they should.
    OUTSIDE,
    /// It works, and would be badly off if something happened.
    RISK
  }

  /// Whether a restore is the answer.
  public enum Advice {
    /// It would help.
    RESTORE,
    /// Adding what can be derived would help, without any backup. Only of a kind that knows an [Amendment].
    AMEND,
    /// It would not help, or do harm.
    DO_NOT_RESTORE
  }

  public Judgement {
    steps = List.copyOf(steps);
  }

  /// One with steps, in order.
  public static Judgement of(Gravity gravity, Advice advice, String sentence, String... steps) {
    return new Judgement(gravity, advice, sentence, List.of(steps));
  }
}
