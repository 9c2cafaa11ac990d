package dev.restorebot.journal;

import static dev.restorebot.journal.JsonPaths.at;
import static dev.restorebot.journal.JsonPaths.give;

import tools.jackson.databind.node.ObjectNode;

/// From version 2 to 3. Before version 3, a worker that failed did not say whether it had moved anything, and nobody could have a service
/// started as it was.
record FromVersion2() implements Upcaster {
  @Override
  public void raise(ObjectNode entry) {
    at(entry, "result.report", report -> {
      if (report.path("result").asString("").equals("failed")) {
        give(report, "untouched", JsonPaths.NODES.booleanNode(false));
      }
    });
  }
}
