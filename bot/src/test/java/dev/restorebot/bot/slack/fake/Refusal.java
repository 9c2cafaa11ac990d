package dev.restorebot.bot.slack.fake;

import java.io.Serial;
import tools.jackson.databind.node.ObjectNode;

/// An answer that is not ok.
final class Refusal extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1;

  private final transient ObjectNode answer;

  Refusal(String error) {
    this(error, Json.object());
  }

  /// `more` goes into the answer, beside the error.
  Refusal(String error, ObjectNode more) {
    super(error);
    this.answer = Json.object().put("ok", false).put("error", error).setAll(more);
  }

  ObjectNode answer() {
    return answer;
  }
}
