package dev.restorebot.journal;

import static dev.restorebot.journal.JsonPaths.give;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// From version 3 to 4. Before version 4, a step did not say what it had waited for.
record FromVersion3() implements Upcaster {
  private static final Set<String> STEPS = Set.of("step_done", "step_failed");

  @Override
  public void raise(ObjectNode entry) {
    if (STEPS.contains(entry.path("event").asString(""))) {
      give(entry, "waits", JsonPaths.list());
    }
  }
}
