package dev.restorebot.bot.terminal;

import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Asks a person for their next line.
record Prompt(BufferedReader in, PrintStream out) {
  /// The next line, or null if there will be no more. Blocks.
  @Nullable
  String ask(Stage stage, String who) throws IOException {
    var live = stage.live();
    out.print((live.isEmpty() ? "" : "[" + String.join("] [", live) + "] ") + who + "> ");
    out.flush();
    return in.readLine();
  }

  /// Asks for what must be typed to confirm, where something must and was not.
  Speech confirmed(Stage stage, Speech.Presses presses) throws IOException {
    var typed = presses.typed().isEmpty()
        && stage.button(presses).orElse(null) instanceof Button(_, Action.Choose(_, _, _, var choice))
        && choice.weight() == Weight.TYPED_CONSENT;
    if (!typed) {
      return presses;
    }
    out.print("Type the name of the service to confirm: ");
    out.flush();
    var answer = in.readLine();
    return new Speech.Presses(presses.by(), presses.label(), presses.which(), answer == null ? "" : answer.strip());
  }
}
