package dev.restorebot.bot.kind;

import dev.restorebot.bot.Main;

/// The program with one kind more that has an amendment: for the workers and readers of a world that has it.
final class TaggedNotesMain {
  private TaggedNotesMain() {}

  public static void main(String[] arguments) {
    System.exit(Main.run(Kinds.ALL.with(new TaggedNotes()), arguments, System.getenv()));
  }
}
