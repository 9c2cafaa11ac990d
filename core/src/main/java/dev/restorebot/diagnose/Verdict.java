package dev.restorebot.diagnose;

import dev.restorebot.service.AmendmentWords;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is wrong with a service, and whether a restore would help.
///
/// @param answer whether it would
/// @param sentence what is wrong, in one sentence for people, without a full stop
/// @param also what else is wrong, the gravest first, a sentence each, without full stops
/// @param steps what to do, in the order in which to try it
/// @param outlook what a restore would bring, where one would help
/// @param next the command that is the next move
/// @param amending what the amendment is called that would help, where one would
public record Verdict(Conclusion answer, String sentence, List<String> also, List<String> steps,
    @Nullable Outlook outlook,
    String next, @Nullable AmendmentWords amending) {
  /// Whether a restore would help.
  public enum Conclusion {
    /// Nothing is wrong.
    NOTHING_WRONG,
    /// Not enough could be looked at to say so.
    NOT_KNOWN,
    /// A restore would help.
    RESTORE,
    /// A restore would help, and there is nothing to restore from.
    NOTHING_TO_RESTORE,
    /// The service's own data can be amended, without any backup.
    AMEND,
    /// A restore would not help, or do harm.
    DO_NOT_RESTORE,
    /// One is at work already: what is wrong may be its doing, and who mends it by hand is in its way.
    UNDER_WAY
  }

  Verdict(Conclusion answer, String sentence, List<String> also, List<String> steps, @Nullable Outlook outlook,
      String next) {
    this(answer, sentence, also, steps, outlook, next, null);
  }

  public Verdict {
    also = List.copyOf(also);
    steps = List.copyOf(steps);
  }

  /// The same while a restore is at work.
  ///
  /// @param run what it does, a sentence without a full stop
  Verdict during(String run) {
    return new Verdict(Conclusion.UNDER_WAY, sentence, also, List.of(run + "."), null, "/restore status");
  }

  /// What the amendment is called that would help.
  ///
  /// @throws NullPointerException if none would
  public AmendmentWords words() {
    return Objects.requireNonNull(amending, "a verdict without an amendment");
  }

  /// What a restore would bring, where one would help.
  public Optional<Outlook> prospect() {
    return Optional.ofNullable(outlook);
  }
}
