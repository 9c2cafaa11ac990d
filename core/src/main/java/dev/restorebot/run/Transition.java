package dev.restorebot.run;

import dev.restorebot.run.Journal.Entry;

/// An entry of the journal, and what it made of its run.
public record Transition(Entry entry, RunState before, RunState after) {
  /// What `entry` makes of a run that is in the state `before`.
  ///
  /// @throws IllegalStateException if it cannot follow that state
  public static Transition of(RunState before, Entry entry) {
    return new Transition(entry, before, before.after(entry.event()));
  }
}
