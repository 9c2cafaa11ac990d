package dev.restorebot.bot.terminal;

import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.text.Visible;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.WordUtils;

/// What is printed for people: messages and answers, wrapped. Text gives a terminal no orders, begins no line of its own, and
/// stands nowhere where an open button would: those alone begin a line with a bracket. Thread-safe: a message is printed in one
/// piece.
public final class Paper {
  /// As wide as fits most terminals beside a chat.
  public static final int WIDTH = 112;
  private static final String INDENT = "    ";
  private static final int LONGEST = 4000;
  private static final String BRACKETS = "\\[［【〔〖〚⟦❲⁅「『｢";
  private static final Pattern BEFORE_BRACKET = Pattern.compile(" +(?=[" + BRACKETS + "])");
  private static final Pattern AT_BRACKET =
      Pattern.compile("^[" + BRACKETS + "](.*?)[\\]］】〕〗〛⟧❳⁆」』｣]|^[" + BRACKETS + "]()");
  /// Stands for a space at which no line ends; no text has it.
  private static final char GLUE = '\0';

  private final PrintStream out;
  private final int width;

  /// Prints to `out`, in lines of so many characters.
  public Paper(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /// A line as it was typed.
  public synchronized void line(String text) {
    out.println(plain(text));
    out.flush();
  }

  /// A message in a thread.
  public synchronized void post(Post post) {
    block("restorebot: ", post.lines(), post.buttons());
  }

  /// An answer to one person; nothing if it says nothing.
  public synchronized void reply(String name, Reply reply) {
    if (!reply.lines().isEmpty()) {
      block("restorebot, to " + name + ": ", reply.lines(), reply.buttons());
    }
    reply.documents().forEach(document -> document.lines().forEach(line -> out.println(Visible.line(line))));
    out.flush();
  }

  /// Something that happened to the world.
  public synchronized void event(String text) {
    block("-- ", List.of(text), List.of());
  }

  private void block(String head, List<String> lines, List<Button> buttons) {
    var first = true;
    for (var text : lines) {
      if (!text.isEmpty()) {
        print(first ? head : INDENT, text);
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
        + WordUtils.wrap(glued(text.stripLeading()), room, System.lineSeparator() + next, false).replace(GLUE, ' '));
  }

  /// `text` that is wrapped so that no line of it begins with a bracket; round ones stand for those of its beginning.
  private static String glued(String text) {
    var open = AT_BRACKET.matcher(text);
    var begun = open.find()
        ? "(" + (open.group(1) == null ? "" : open.group(1) + ")") + text.substring(open.end())
        : text;
    return BEFORE_BRACKET.matcher(begun).replaceAll(spaces -> String.valueOf(GLUE).repeat(spaces.group().length()));
  }

  /// `text` on one line that gives a terminal no orders.
  static String plain(String text) {
    var plain = Visible.line(text);
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
