package dev.restorebot.bot.slack.block;

import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.text.Visible;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A modal as a person submitted it.
///
/// @param typed what they typed to confirm; empty where nothing was to be typed
/// @param reason in one line
public record Submission(Question question, Action action, String typed, String reason) {
  static final String CONFIRM = "confirm";
  /// The input for a reason.
  public static final String REASON = "reason";

  /// Reads what Slack sent; empty if it is no modal of ours, or one of a version that no longer is.
  public static Optional<Submission> of(View view) {
    var question = Arrays.stream(Question.values()).filter(one -> one.callbackId().equals(view.getCallbackId()))
        .findFirst();
    var carried = view.getPrivateMetadata();
    return question.flatMap(asked -> carried == null
        ? Optional.empty()
        : ButtonValue.read(carried).map(action -> new Submission(asked, action, value(view, CONFIRM).strip(),
            value(view, REASON).replaceAll("\\s+", " ").strip())));
  }

  private static String value(View view, String id) {
    return Optional.ofNullable(view.getState()).map(ViewState::getValues).map(blocks -> blocks.get(id))
        .map(inputs -> inputs.get(id)).map(ViewState.Value::getValue).orElse("");
  }

  /// What is wrong with it, for Slack to show below the inputs; empty if nothing is. The bot decides by this, whatever the
  /// person's client has let through.
  ///
  /// @param service the name that confirms
  public Map<String, String> errors(String service) {
    var errors = new LinkedHashMap<String, String>();
    if (question == Question.CONFIRM && !typed.equals(service)) {
      errors.put(CONFIRM, "That is not the name of the service: " + Visible.words(service) + ".");
    }
    var least = least(question);
    if (reason.isEmpty()) {
      errors.put(REASON, "Say why; it is kept in the record of the run.");
    } else if (reason.length() < least) {
      errors.put(REASON, "That is too short: at least " + least + " characters, so that others understand it later.");
    } else if (reason.length() > Limits.REASON_MOST) {
      errors.put(REASON, String.format(Locale.ROOT, "That is too long: %,d characters, and it may have %d.",
          reason.length(), Limits.REASON_MOST));
    }
    return errors;
  }

  /// The fewest characters of a reason.
  static int least(Question question) {
    return switch (question) {
      case CONFIRM -> 1;
      case BREAK_GLASS -> Limits.REASON_LEAST;
    };
  }
}
