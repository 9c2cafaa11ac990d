package dev.restorebot.bot.kind;

import dev.restorebot.bot.Main;

/// The program with one kind more: for the workers and readers of a world that has it.
final class NotesMain {
  static final Kinds KINDS = Kinds.ALL.with(new Notes());

  private NotesMain() {}

  public static void main(String[] arguments) {
    System.exit(Main.run(KINDS, arguments, System.getenv()));
  }
}
