package dev.restorebot.journal;

import static dev.restorebot.journal.JsonPaths.at;
import static dev.restorebot.journal.JsonPaths.list;
import static dev.restorebot.journal.JsonPaths.object;

import dev.restorebot.files.Digest;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// From version 1 to 2. In version 1, a plan was a list of sentences, its fingerprint was made of them, and what is lost
/// was a sentence each. The fingerprint is computed here as it was then: approvals name it.
record FromVersion1() implements Upcaster {
  private static final int LENGTH = 16;

  @Override
  public void raise(ObjectNode entry) {
    at(entry, "plan", FromVersion1::plan);
  }

  private static void plan(ObjectNode plan) {
    plan.put("fingerprint", fingerprint(plan.path("decisions")));
    plan.remove("decisions");
    at(plan, "loss", loss -> {
      changes(loss, "lost");
      changes(loss, "returning");
    });
  }

  private static String fingerprint(JsonNode decisions) {
    var sha = Digest.sha256Engine();
    for (var line : decisions) {
      sha.update((line.asString() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Digest.of(sha).sha256().substring(0, LENGTH);
  }

  private static void changes(ObjectNode loss, String name) {
    var changes = list();
    for (var text : loss.path(name)) {
      changes.add(object().put("id", "").set("versions", object()).put("text", text.asString()));
    }
    loss.set(name, changes);
  }
}
