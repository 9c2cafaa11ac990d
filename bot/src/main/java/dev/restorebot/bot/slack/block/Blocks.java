package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import dev.restorebot.bot.chat.text.Line;
import dev.restorebot.bot.chat.text.Lines;
import dev.restorebot.bot.chat.text.Measure;
import dev.restorebot.bot.chat.text.Mentionable;
import dev.restorebot.bot.chat.text.Piece;
import dev.restorebot.bot.chat.text.Piece.Style;
import dev.restorebot.bot.chat.text.Piece.Words;
import dev.restorebot.bot.slack.block.Rendered.Overflow;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Card;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes Slack's blocks of messages, cards and answers, within Slack's limits whatever is in them. Pure, thread-safe.
///
/// The first line is a header where more follows, it is short and names nobody; otherwise it is bold, or, where it is all
/// there is, a line like others. What does not fit is left out of the message, which then says in which file the whole is.
public final class Blocks {
  private final Mentionable people;

  /// @param people who may be mentioned
  public Blocks(Mentionable people) {
    this.people = people;
  }

  /// A message of a thread.
  public Rendered post(Post post) {
    var lines = new Lines(people, post.quotes());
    var texts = post.lines();
    return rendered(texts, texts.stream().map(lines::read).toList(), post.buttons());
  }

  /// A card: its title, what there is to know as lines like `**State**: at the step stage`, and what stands below.
  public Rendered card(Card card) {
    var lines = new Lines(people, card.quotes());
    var texts = new ArrayList<String>();
    var read = new ArrayList<Line>();
    texts.add(card.title());
    read.add(Line.prose(lines.pieces(texts.getFirst())));
    for (var field : card.fields()) {
      var name = field.name() + ": ";
      var value = field.value();
      var pieces = new ArrayList<Piece>();
      pieces.add(new Words(Visible.words(name), Style.BOLD));
      pieces.addAll(lines.pieces(value));
      texts.add(name + value);
      read.add(Line.prose(pieces));
    }
    for (var text : card.lines()) {
      texts.add(text);
      read.add(lines.read(text));
    }
    return rendered(texts, read, card.buttons());
  }

  /// An answer to one person. Its documents come as a file, exactly as they are. What was not understood mentions nobody, and in
  /// what was taken up, whatever stands between quotation marks is somebody's own words.
  public Rendered reply(Reply reply) {
    return reply(reply, "");
  }

  /// An answer under a headline of its own.
  public Rendered reply(Reply reply, String headline) {
    var texts = new ArrayList<String>();
    if (!headline.isBlank()) {
      texts.add(headline);
    }
    texts.addAll(reply.lines());
    var quotes = reply.status() == Reply.Status.TAKEN ? quoted(texts) : List.<String>of();
    var named = reply.status() == Reply.Status.MISUNDERSTOOD ? people.nobody() : people;
    var lines = new Lines(named, quotes);
    var rendered = rendered(texts, texts.stream().map(lines::read).toList(), reply.buttons());
    return reply.documents().isEmpty()
        ? rendered
        : new Rendered(rendered.text(), rendered.blocks(),
            Optional.of(documents(reply.documents(), rendered.overflow())));
  }

  /// From the first quotation mark of a line to its last, so that one inside what was quoted does not end it.
  private static List<String> quoted(List<String> texts) {
    return texts.stream().filter(text -> text.indexOf('"') < text.lastIndexOf('"'))
        .map(text -> text.substring(text.indexOf('"') + 1, text.lastIndexOf('"'))).toList();
  }

  /// One document as it is; several, or one that comes with a text that did not fit, each below its name.
  private static Overflow documents(List<Reply.Document> documents, Optional<Overflow> text) {
    var first = documents.getFirst();
    if (documents.size() == 1 && text.isEmpty()) {
      return new Overflow(first.name(), content(first.lines()));
    }
    var all = new StringBuilder();
    text.ifPresent(overflow -> all.append(overflow.content()).append('\n'));
    documents.forEach(document -> all.append("==== ").append(document.name()).append(" ====\n")
        .append(content(document.lines())).append('\n'));
    return new Overflow(text.map(Overflow::fileName).orElse(first.name() + ".txt"), all.toString());
  }

  private static Rendered rendered(List<String> texts, List<Line> lines, List<Button> buttons) {
    if (lines.isEmpty()) {
      return new Rendered("restorebot", ButtonRows.blocks(buttons), Optional.empty());
    }
    var file = fileName(texts.getFirst());
    var rows = ButtonRows.blocks(buttons);
    var blocks = new ArrayList<LayoutBlock>();
    var header = lines.size() > 1 || !rows.isEmpty() ? header(lines.getFirst()) : Optional.<LayoutBlock>empty();
    header.ifPresent(blocks::add);
    var body = header.isPresent() ? lines.subList(1, lines.size()) : headed(lines);
    var fitted = body.isEmpty()
        ? new Measure.Fitted(List.of(), true)
        : Limits.MEASURE.fit(body, Line.prose("The rest is in the file " + file + "."), Limits.LINE, Limits.BODY);
    blocks.addAll(Body.blocks(fitted.lines()));
    blocks.addAll(rows);
    var whole = texts.stream().map(Visible::words).toList();
    return new Rendered(notification(texts.getFirst()), blocks,
        fitted.whole() ? Optional.empty() : Optional.of(new Overflow(file, content(whole))));
  }

  private static List<Line> headed(List<Line> lines) {
    if (lines.size() == 1) {
      return lines;
    }
    var headed = new ArrayList<>(lines);
    headed.set(0, lines.getFirst().bold());
    return headed;
  }

  private static Optional<LayoutBlock> header(Line line) {
    if (line.setting() == Line.Setting.FIXED || Limits.MEASURE.cost(line) > Limits.HEADER + 1) {
      return Optional.empty();
    }
    var words = line.pieces().stream().map(piece -> piece instanceof Words(var text, _) ? text : "").toList();
    var text = String.join("", words);
    var mentions = line.pieces().stream().anyMatch(Piece.Mention.class::isInstance);
    return mentions || text.isBlank()
        ? Optional.empty()
        : Optional.of(HeaderBlock.builder().text(PlainTextObject.builder().text(text).emoji(false).build()).build());
  }

  private static String notification(String headline) {
    var text = Limits.MEASURE.cut(Visible.words(headline).strip(), Limits.NOTIFICATION);
    return text.isEmpty() ? "restorebot" : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String fileName(String headline) {
    var words = headline.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    var name = words.length() > 40 ? words.substring(0, 40).replaceAll("-[^-]*$", "") : words;
    return (name.isEmpty() ? "message" : name) + ".txt";
  }

  private static String content(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
