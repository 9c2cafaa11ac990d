package dev.restorebot.commands.desk;

import dev.restorebot.commands.thread.Button;
import java.util.List;

/// The answer to one person.
///
/// @param status what became of what they said
/// @param lines plain text; a front end escapes it for its own markup
/// @param documents longer texts that come with it, each to be shown or handed over exactly as it is
/// @param plots what a front end may show as pictures beside it
public record Reply(Status status, List<String> lines, List<Button> buttons, List<Document> documents,
    List<Plot> plots) {
  /// A text that is kept as it is: no line of it is wrapped, escaped or left out.
  ///
  /// @param name what a file of it may be called
  public record Document(String name, List<String> lines) {
    public Document {
      lines = List.copyOf(lines);
    }
  }

  /// What became of what a person said.
  public enum Status {
    /// It was taken up or answered.
    TAKEN,
    /// It was understood and counts for nothing.
    DECLINED,
    /// It was not understood.
    MISUNDERSTOOD
  }

  public Reply {
    lines = List.copyOf(lines);
    buttons = List.copyOf(buttons);
    documents = List.copyOf(documents);
    plots = List.copyOf(plots);
  }

  /// An answer without pictures.
  public Reply(Status status, List<String> lines, List<Button> buttons, List<Document> documents) {
    this(status, lines, buttons, documents, List.of());
  }

  /// An answer without documents.
  public Reply(Status status, List<String> lines, List<Button> buttons) {
    this(status, lines, buttons, List.of());
  }

  static Reply taken(List<String> lines) {
    return new Reply(Status.TAKEN, lines, List.of());
  }

  Reply with(Plot plot) {
    return new Reply(status, lines, buttons, documents, List.of(plot));
  }

  static Reply declined(String line) {
    return new Reply(Status.DECLINED, List.of(line), List.of());
  }
}
