package dev.restorebot.journal;

import static dev.restorebot.journal.JsonPaths.at;
import static dev.restorebot.journal.JsonPaths.give;
import static dev.restorebot.journal.JsonPaths.nothing;
import static dev.restorebot.journal.JsonPaths.object;

import tools.jackson.databind.node.ObjectNode;

/// From version 4 to 5. Before version 5, there was one amendment, which added rights, and nothing said what it was called.
record FromVersion4() implements Upcaster {
  private static final String NAME = "amendment";

  @Override
  public void raise(ObjectNode entry) {
    at(entry, "request", request -> give(request, NAME,
        request.path("selector").path("select").asString("").equals("present") ? rights() : nothing()));
    at(entry, "plan",
        plan -> give(plan, NAME, plan.path("loss").path("grants").isEmpty() ? nothing() : rights()));
  }

  private static ObjectNode rights() {
    return object().put("verb", "acl").put("noun", "right").put("nouns", "rights").put("label", "Grant access")
        .put("agree", "grant").put("agreed", "granted")
        .put("without", "what these rows allow, such as pushing to these repositories, is refused");
  }
}
