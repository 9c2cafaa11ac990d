package dev.restorebot.bot.terminal;

import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Post;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.text.WordUtils;

/// What is printed for people: messages and answers, wrapped, with whatever could confuse a terminal taken out.
/// Thread-safe: a message is printed in one piece.
final class Paper {
  /// As wide as fits most terminals beside a chat.
  static final int WIDTH = 112;
  private static final String INDENT = "    ";

  private final PrintStream out;
  private final int width;

  Paper(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /// A line as it was typed.
  synchronized void line(String text) {
    out.println(plain(text));
    out.flush();
  }

  /// A message in a thread.
  synchronized void post(Post post) {
    block("restorebot: ", post.lines(), post.buttons());
  }

  /// An answer to one person; nothing if it says nothing.
  synchronized void reply(String name, Reply reply) {
    if (!reply.lines().isEmpty()) {
      block("restorebot, to " + name + ": ", reply.lines(), reply.buttons());
    }
    reply.documents().forEach(document -> document.lines().forEach(line -> out.println(plain(line))));
    out.flush();
  }

  /// Something that happened to the world.
  synchronized void event(String text) {
    block("-- ", List.of(text), List.of());
  }

  private void block(String head, List<String> lines, List<Button> buttons) {
    var first = true;
    for (var text : lines) {
      for (var line : text.lines().toList()) {
        print(first ? head : INDENT, line);
        first = false;
      }
    }
    if (!buttons.isEmpty()) {
      out.println(INDENT + String.join("  ", buttons.stream().map(button -> "[" + button.label() + "]").toList()));
    }
    out.flush();
  }

  private void print(String head, String line) {
    var text = plain(line);
    var lead = text.length() - text.stripLeading().length();
    var next = INDENT + " ".repeat(lead) + (head.equals(INDENT) ? "  " : "");
    var room = width - next.length();
    out.println(head + " ".repeat(lead)
        + WordUtils.wrap(text.stripLeading(), room, System.lineSeparator() + next, false));
  }

  /// `text` with a question mark for whatever could give a terminal orders.
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
