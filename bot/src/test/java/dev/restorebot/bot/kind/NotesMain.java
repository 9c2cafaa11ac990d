package dev.restorebot.bot.kind;

import dev.restorebot.bot.Main;

/// The program with one kind more: for the workers and readers of a world that has it.
final class NotesMain {
  private NotesMain() {}

  public static void main(String[] arguments) {
    System.exit(Main.run(Kinds.ALL.with(new Notes()), arguments, System.getenv()));
  }
}
