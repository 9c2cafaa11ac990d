package dev.restorebot.bot.chat;

import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.text.Visible;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A form as a person submitted it.
///
/// @param typed what they typed to confirm; empty where nothing was to be typed
/// @param reason in one line
public record Submission(Question question, Action action, String typed, String reason) {
  /// The input in which the name of the service is typed.
  public static final String CONFIRM = "confirm";
  /// The input for a reason.
  public static final String REASON = "reason";

  /// Puts the reason in one line, whatever line breaks were typed.
  public Submission {
    typed = typed.strip();
    reason = reason.replaceAll("\\s+", " ").strip();
  }

  /// What is wrong with it, by input; empty if nothing is. The bot decides by this, whatever the person's client has let through.
  ///
  /// @param service the name that confirms
  public Map<String, String> errors(String service) {
    var errors = new LinkedHashMap<String, String>();
    if (question.asksForTheName() && !typed.equals(service)) {
      errors.put(CONFIRM, "That is not the name of the service: " + Visible.words(service) + ".");
    }
    var least = question.reasonLeast();
    if (reason.isEmpty()) {
      errors.put(REASON, "Say why; it is kept in the record of the run.");
    } else if (reason.length() < least) {
      errors.put(REASON, "That is too short: at least " + least + " characters, so that others understand it later.");
    } else if (reason.length() > Question.REASON_MOST) {
      errors.put(REASON, String.format(Locale.ROOT, "That is too long: %,d characters, and it may have %d.",
          reason.length(), Question.REASON_MOST));
    }
    return errors;
  }
}
