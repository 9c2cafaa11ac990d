package dev.restorebot.knot.git;

import java.util.Optional;

/// Whether git takes a text for a configuration at all: JGit takes more, and git does nothing with a repository of which it does not
/// take the configuration. Follows `git_parse_source` in git's `config.c`, character by character. Confined to one thread.
final class ConfigSyntax {
  private static final char END = '\n';

  private final String text;
  private int at;
  private boolean hasEnded;

  private ConfigSyntax(String text) {
    this.text = text;
  }

  /// The number of the first line that git does not take, if there is one.
  ///
  /// @param text byte for byte, in ISO 8859-1
  static Optional<Integer> wrongLine(String text) {
    var syntax = new ConfigSyntax(text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text);
    return syntax.isRight()
        ? Optional.empty()
        : Optional
            .of(1 + (int) syntax.text.substring(0, Math.max(0, syntax.at - 1)).chars().filter(c -> c == END).count());
  }

  private boolean isRight() {
    while (true) {
      var c = next();
      if (c == END) {
        if (hasEnded) {
          return true;
        }
      } else if (c == '#' || c == ';') {
        skipLine();
      } else if (c == '[') {
        if (!section()) {
          return false;
        }
      } else if (!isSpace(c) && !(isLetter(c) && setting())) {
        return false;
      }
    }
  }

  private void skipLine() {
    while (next() != END) {
      // Nothing in it counts.
    }
  }

  /// What comes behind a bracket.
  private boolean section() {
    for (var length = 0;; length++) {
      var c = next();
      if (hasEnded) {
        return false;
      }
      if (c == ']') {
        return length > 0;
      }
      if (isSpace(c)) {
        return subsection(c);
      }
      if (!isOfName(c) && c != '.') {
        return false;
      }
    }
  }

  private boolean subsection(char space) {
    var c = space;
    while (isSpace(c)) {
      if (c == END) {
        return false;
      }
      c = next();
    }
    if (c != '"') {
      return false;
    }
    for (c = next(); c != '"'; c = next()) {
      if (c == END || (c == '\\' && next() == END)) {
        return false;
      }
    }
    return next() == ']';
  }

  /// What comes behind the first letter of a name.
  private boolean setting() {
    var c = next();
    while (!hasEnded && isOfName(c)) {
      c = next();
    }
    while (c == ' ' || c == '\t') {
      c = next();
    }
    return c == END || (c == '=' && value());
  }

  private boolean value() {
    var isQuoted = false;
    for (var c = next(); c != END; c = next()) {
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '\\') {
        if ("\ntbn\\\"".indexOf(next()) < 0) {
          return false;
        }
      } else if (!isQuoted && (c == ';' || c == '#')) {
        skipLine();
        return true;
      }
    }
    return !isQuoted;
  }

  /// The end of the text is the end of a line, too.
  private char next() {
    if (at >= text.length()) {
      hasEnded = true;
      return END;
    }
    if (text.startsWith("\r\n", at)) {
      at++;
    }
    return text.charAt(at++);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isOfName(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
