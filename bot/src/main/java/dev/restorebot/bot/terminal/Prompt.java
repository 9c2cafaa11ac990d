package dev.restorebot.bot.terminal;

import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a person for their next line.
public record Prompt(BufferedReader in, PrintStream out) {
  /// The next line, or null if there will be no more. Blocks.
  public @Nullable String ask(Stage stage, String who) throws IOException {
    var live = stage.live();
    out.print((live.isEmpty() ? "" : "[" + String.join("] [", live) + "] ") + who + "> ");
    out.flush();
    return in.readLine();
  }

  /// Asks for what must be written with a button, where something must and was not.
  public Speech confirmed(Stage stage, Speech.Presses presses) throws IOException {
    var question =
        presses.typed().isEmpty() ? stage.button(presses).flatMap(Prompt::question) : Optional.<String>empty();
    if (question.isEmpty()) {
      return presses;
    }
    out.print(question.get());
    out.flush();
    var answer = in.readLine();
    return new Speech.Presses(presses.by(), presses.label(), presses.which(), answer == null ? "" : answer.strip());
  }

  private static Optional<String> question(Button button) {
    return switch (button.action()) {
      case Action.Choose(_, _, _, var choice) when choice.weight() == Weight.TYPED_CONSENT ->
        Optional.of("Type the name of the service to confirm: ");
      case Action.BreakGlass _ -> Optional.of("Say why, for the record: ");
      case Action.Choose _, Action.Say _ -> Optional.empty();
    };
  }
}
