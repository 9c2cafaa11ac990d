package dev.restorebot.journal;

import static dev.restorebot.journal.JsonPaths.at;
import static dev.restorebot.journal.JsonPaths.give;
import static dev.restorebot.journal.JsonPaths.list;
import static dev.restorebot.journal.JsonPaths.nothing;
import static dev.restorebot.journal.JsonPaths.object;
import static dev.restorebot.journal.JsonPaths.text;

import tools.jackson.databind.node.ObjectNode;

/// From what was written before version 1 to version 1. Neither has a number, so this reads both, and gives to each what
/// was added on the way to version 1 and it lacks.
record FromVersion0() implements Upcaster {
  @Override
  public void raise(ObjectNode entry) {
    switch (entry.path(EventRecord.NAME).asString("")) {
      case "asked" -> {
        give(entry, "where", text(""));
        at(entry, "request", FromVersion0::request);
      }
      case "turned_away" -> at(entry, "request", FromVersion0::request);
      case "planned", "replanned" -> at(entry, "plan", FromVersion0::plan);
      case "gate_opened" -> {
        give(entry, "deciders", list());
        give(entry, "glass", nothing());
      }
      case "chosen" -> give(entry, "reason", text(""));
      case "step_done", "step_failed" -> at(entry, "result", FromVersion0::result);
      default -> {
        // Has all that it ever had.
      }
    }
  }

  private static void request(ObjectNode request) {
    give(request, "mirrors", text("NOW"));
    give(request, "why", nothing());
  }

  private static void plan(ObjectNode plan) {
    give(plan, "folders", list());
    give(plan, "ifUndone", list());
    give(plan, "timeouts", object().put("gone", "PT1M").put("ready", "PT2M"));
    give(plan, "drilled", nothing());
    at(plan, "loss", loss -> {
      give(loss, "grants", list());
      give(loss, "noun", text(noun(plan)));
    });
    at(plan, "outside", outside -> give(outside, "said", object()));
    at(plan, "snapshot", snapshot -> {
      give(snapshot, "mirrors", list());
      give(snapshot, "findings", list());
      at(snapshot, "sources.object", file -> give(file, "version", text("")));
      at(snapshot, "contents", FromVersion0::contents);
    });
  }

  /// What the two kinds that there were called what people would miss.
  private static String noun(ObjectNode plan) {
    for (var item : plan.path("snapshot").path("contents").path("items")) {
      for (var part : item.path("parts")) {
        if (part.asString("").equals("repository")) {
          return "repository";
        }
      }
    }
    return "account";
  }

  private static void contents(ObjectNode contents) {
    give(contents, "newest", nothing());
    at(contents, "items", item -> give(item, "versions", object()));
  }

  private static void result(ObjectNode result) {
    if (result.path("left").asString("").equals("found")) {
      result.put("left", "confirmed");
      result.set("staying", result.remove("contents"));
    }
    at(result, "staying", FromVersion0::contents);
    at(result, "report", FromVersion0::report);
  }

  private static void report(ObjectNode report) {
    switch (report.path("result").asString("")) {
      case "inspected" -> {
        give(report, "folders", list());
        at(report, "contents", FromVersion0::contents);
      }
      case "staged" -> {
        give(report, "folders", list());
        give(report, "mended", object().set("contents", nobody()).set("repairs", list())
            .set("findings", list()));
      }
      case "replaced" -> {
        give(report, "folders", list());
        give(report, "kept", list());
      }
      case "drilled" -> {
        at(report, "staged", FromVersion0::report);
        at(report, "replaced", FromVersion0::report);
        at(report, "contents", FromVersion0::contents);
      }
      default -> {
        // Has all that it ever had.
      }
    }
  }

  private static ObjectNode nobody() {
    return object().set("items", list()).set("numbers", object())
        .set("newest", nothing()).set("unreadable", list());
  }
}
