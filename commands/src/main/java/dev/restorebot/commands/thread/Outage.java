package dev.restorebot.commands.thread;

import dev.restorebot.plan.Step;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.StepDone;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How long a run kept its service stopped: from when it began to stop it until it had started it again.
///
/// @param past what is over, if the service was ever started again
/// @param since when the service was stopped that has not been started since
record Outage(Optional<Duration> past, Optional<Instant> since) {
  static Outage of(List<Entry> entries) {
    var outage = new Outage(Optional.empty(), Optional.empty());
    for (var entry : entries) {
      outage = outage.after(entry);
    }
    return outage;
  }

  private Outage after(Entry entry) {
    return switch (entry.event()) {
      case StepStarted(var step, _) when step == Step.QUIESCE && since.isEmpty() ->
        new Outage(past, Optional.of(entry.at()));
      case StepDone(var step, _, _) when step == Step.RESUME && since.isPresent() ->
        new Outage(Optional.of(until(since.get(), entry.at())), Optional.empty());
      default -> this;
    };
  }

  /// In words; empty if there was none.
  Optional<String> words(Instant now) {
    return since.map(begun -> Times.took(until(begun, now)) + " so far").or(() -> past.map(Times::took));
  }

  private Duration until(Instant begun, Instant end) {
    return past.orElse(Duration.ZERO).plus(Duration.between(begun, end));
  }
}
