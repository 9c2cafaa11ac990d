package dev.restorebot.bot.kubernetes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `$(NAME)` in arguments and values, as Kubernetes replaces it: unknown names stay as they are, and `$$` is `$`.
final class Expansion {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

  private Expansion() {}

  static String expand(String text, Map<String, String> variables) {
    return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
        match.group(1) == null ? "$" : variables.getOrDefault(match.group(1), match.group())));
  }
}
