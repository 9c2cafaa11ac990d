package dev.restorebot.bot.slack.block;

import dev.restorebot.text.Visible;
import java.text.BreakIterator;
import java.util.Locale;

/// Measures text and shortens it. Pure.
final class Cut {
  private static final String MARK = "…";

  private Cut() {}

  /// How much of a limit `text` takes: Slack keeps `&`, `<` and `>` as `&amp;`, `&lt;` and `&gt;`.
  static int cost(String text) {
    var cost = 0;
    for (var at = 0; at < text.length(); at++) {
      cost += cost(text.charAt(at));
    }
    return cost;
  }

  private static int cost(char character) {
    return switch (character) {
      case '&' -> 5;
      case '<', '>' -> 4;
      default -> 1;
    };
  }

  /// `text` if it costs no more than `limit`; otherwise as much of its beginning as leaves room for an ellipsis. A character and
  /// what belongs to it (marks, the other half of a pair, the rest of an emoji) is kept or left out together, and what was
  /// isolated stays isolated.
  static String to(String text, int limit) {
    if (cost(text) <= limit) {
      return text;
    }
    var room = limit - 2;
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    var end = 0;
    var cost = 0;
    for (var next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
      cost += cost(text.substring(end, next));
      if (cost > room) {
        break;
      }
      end = next;
    }
    var kept = text.substring(0, end);
    var open = kept.lastIndexOf(Visible.ISOLATE) > kept.lastIndexOf(Visible.END_OF_ISOLATE);
    return kept.stripTrailing() + MARK + (open ? Visible.END_OF_ISOLATE : "");
  }
}
